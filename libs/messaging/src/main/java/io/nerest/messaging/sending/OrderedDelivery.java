package io.nerest.messaging.sending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends batches in order: a record that fails stops the ones after it.
 *
 * @param limit longest wait for the acknowledgements of one batch
 */
record OrderedDelivery(Duration limit) {
    /**
     * Sends records in order and waits for all acknowledgements.
     *
     * @param producer must be discarded if this fails: records in flight could arrive after they are sent again
     * @throws DeliveryException if an acknowledgement is missing
     */
    void deliver(Producer<String, byte[]> producer, List<OutgoingRecord> records)
            throws DeliveryException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
            for (OutgoingRecord record : records) {
                Future<RecordMetadata> acknowledgement = producer.send(toKafka(record));
                if (acknowledgement.isDone()) {
                    // Failed before it was sent, for example without a broker: later records must not overtake it.
                    acknowledgement.get();
                }
                acknowledgements.add(acknowledgement);
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            throw new DeliveryException(DeliveryFailure.reason(e, limit, "the broker rejected a record"), e);
        } catch (TimeoutException | KafkaException e) {
            throw new DeliveryException(DeliveryFailure.reason(e, limit, "a record could not be sent"), e);
        }
    }

    private static ProducerRecord<String, byte[]> toKafka(OutgoingRecord record) {
        ProducerRecord<String, byte[]> result = new ProducerRecord<>(record.topic(), record.key(), record.payload());
        record.headers().forEach((name, value) -> result.headers().add(name, value));
        return result;
    }
}
