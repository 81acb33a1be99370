package io.nerest.messaging.receiving;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles a record of another system, such as a bucket notification, which is not a CloudEvent. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Handles one record.
     *
     * @throws RejectedEventException if the record is invalid; it becomes a dead letter
     * @throws Exception any other failure; the record is retried
     */
    void handle(ConsumerRecord<String, byte[]> record) throws Exception;
}
