package io.nerest.messaging.receiving;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a service does with a record that is no CloudEvent: another system's, such as a bucket notification. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Handles one record.
     *
     * @throws RejectedEventException when the record can never be handled
     * @throws Exception anything else: tried again, for as long as it takes when a server is out of reach
     */
    void handle(ConsumerRecord<String, byte[]> record) throws Exception;
}
