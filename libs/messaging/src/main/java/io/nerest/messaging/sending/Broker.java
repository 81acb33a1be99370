package io.nerest.messaging.sending;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka producer of the outbox: delivers a batch in order, or stops at the first failure. */
@ApplicationScoped
class Broker {
    private final Map<String, Object> connection;
    private final Duration limit;
    private @Nullable KafkaProducer<String, byte[]> producer;

    Broker(@Any @Identifier("default-kafka-broker") Map<String, Object> connection, OutboxConfig config) {
        this.connection = connection;
        this.limit = config.acknowledgementLimit();
    }

    /**
     * Sends records in order and waits for all acknowledgements.
     *
     * @throws DeliveryException if an acknowledgement is missing; records in flight are dropped, so that none of this batch
     *     can arrive after it is sent again
     */
    synchronized void deliver(List<OutgoingRecord> records) throws DeliveryException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            KafkaProducer<String, byte[]> open = producer();
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
            for (OutgoingRecord record : records) {
                Future<RecordMetadata> acknowledgement = open.send(toKafka(record));
                if (acknowledgement.isDone()) {
                    // Failed before it was sent, for example without a broker: later records must not overtake it.
                    acknowledgement.get();
                }
                acknowledgements.add(acknowledgement);
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            discardProducer();
            throw new DeliveryException(DeliveryFailure.reason(e, limit), e);
        } catch (InterruptedException e) {
            discardProducer();
            throw e;
        }
    }

    private static ProducerRecord<String, byte[]> toKafka(OutgoingRecord record) {
        ProducerRecord<String, byte[]> result = new ProducerRecord<>(record.topic(), record.key(), record.payload());
        record.headers().forEach((name, value) -> result.headers().add(name, value));
        return result;
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> properties = new HashMap<>(connection);
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            // A broker accepts any first sequence number of a new producer, so with two requests in flight it could
            // accept the second before the retry of the first.
            properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
            properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(limit.toMillis()));
            // A record that expires would let the next one pass it: the client retries until it is closed.
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(Math.min(5_000, limit.toMillis())));
            properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
            open = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
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
