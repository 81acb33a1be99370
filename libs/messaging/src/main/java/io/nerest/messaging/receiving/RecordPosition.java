package io.nerest.messaging.receiving;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Position of a record in Kafka.
 *
 * @param topic topic name
 * @param partition partition number, from 0
 * @param offset offset in the partition, from 0
 */
public record RecordPosition(String topic, int partition, long offset) {
    static RecordPosition of(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
