package io.nerest.messaging.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderedDeliveryTest {
    private static final List<OutgoingRecord> THREE =
            Stream.of("a", "b", "c").map(OrderedDeliveryTest::record).toList();

    private final OrderedDelivery delivery = new OrderedDelivery(Duration.ofMillis(200));

    /** Kafka's producer without a broker. */
    private static class Producer extends MockProducer<String, byte[]> {
        Producer(boolean acknowledges) {
            super(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
        }
    }

    /** Fails the second record before it is sent, as Kafka's producer does when a record is too large. */
    private static final class RejectingProducer extends Producer {
        RejectingProducer() {
            super(false);
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            Future<RecordMetadata> acknowledgement = super.send(record);
            if (record.key().equals("b")) {
                completeNext();
                errorNext(new RecordTooLargeException("b is too large"));
            }
            return acknowledgement;
        }
    }

    private static OutgoingRecord record(String key) {
        return new OutgoingRecord("frames", key, Map.of("ce_id", key.getBytes(UTF_8)), (key + "!").getBytes(UTF_8));
    }

    @Test
    void recordsAreSentInOrderWithKeyValueAndHeaders() throws Exception {
        Producer producer = new Producer(true);

        delivery.deliver(producer, THREE);

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("a", "b", "c");
        assertThat(producer.history()).allSatisfy(sent -> {
            assertThat(sent.topic()).isEqualTo("frames");
            assertThat(sent.value()).asString(UTF_8).isEqualTo(sent.key() + "!");
            assertThat(sent.headers().lastHeader("ce_id").value())
                    .asString(UTF_8)
                    .isEqualTo(sent.key());
        });
    }

    @Test
    void aRecordThatFailsStopsTheOnesAfterIt() {
        Producer producer = new RejectingProducer();

        assertThatThrownBy(() -> delivery.deliver(producer, THREE))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("b is too large");

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
    }

    @Test
    void aMissingAcknowledgementFailsTheBatchAfterTheLimit() {
        Producer silent = new Producer(false);
        long start = System.nanoTime();

        assertThatThrownBy(() -> delivery.deliver(silent, THREE))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("the broker did not acknowledge within 0.2 s");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(silent.history()).hasSize(3);
    }

    @Test
    void aLateRejectionFailsTheBatch() {
        Producer producer = new Producer(false) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                Future<RecordMetadata> acknowledgement = super.send(record);
                if (record.key().equals("c")) {
                    errorNext(new KafkaException("the broker is full"));
                }
                return acknowledgement;
            }
        };

        assertThatThrownBy(() -> delivery.deliver(producer, THREE))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("rejected a record")
                .hasMessageContaining("the broker is full");
    }

    @Test
    void aProducerThatCannotSendIsNamedAsSuch() {
        Producer producer = new Producer(true);
        producer.sendException = new KafkaException("no metadata of the topic");

        assertThatThrownBy(() -> delivery.deliver(producer, THREE))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("a record could not be sent: no metadata of the topic");
        assertThat(producer.history()).isEmpty();
    }
}
