package io.nerest.messaging.sending;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka producer of the outbox: delivers a batch in order, or stops at the first failure. */
@ApplicationScoped
class Broker {
    private final Map<String, Object> connection;
    private final OrderedDelivery delivery;
    private @Nullable KafkaProducer<String, byte[]> producer;

    Broker(@Any @Identifier("default-kafka-broker") Map<String, Object> connection, OutboxConfig config) {
        this.connection = connection;
        this.delivery = new OrderedDelivery(config.acknowledgementLimit());
    }

    /**
     * Sends records in order and waits for all acknowledgements.
     *
     * @throws DeliveryException if an acknowledgement is missing; records in flight are dropped, so that none of this batch
     *     can arrive after it is sent again
     */
    synchronized void deliver(List<OutgoingRecord> records) throws DeliveryException, InterruptedException {
        boolean delivered = false;
        try {
            delivery.deliver(producer(), records);
            delivered = true;
        } finally {
            if (!delivered) {
                discardProducer();
            }
        }
    }

    private KafkaProducer<String, byte[]> producer() throws DeliveryException {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = ProducerSettings.of(connection, delivery.limit());
            try {
                open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            } catch (KafkaException e) {
                throw new DeliveryException(
                        DeliveryFailure.reason(e, delivery.limit(), "the connection to the broker cannot be opened"),
                        e);
            }
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void discardProducer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open != null) {
            producer = null;
            open.close(Duration.ZERO);
        }
    }
}
