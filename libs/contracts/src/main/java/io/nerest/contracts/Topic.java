package io.nerest.contracts;

/**
 * A Kafka topic and the type of its events.
 *
 * @param name topic name
 * @param eventType CloudEvents {@code type}, ending in the schema's version: {@code io.nerest.frames.v1}
 * @param payload record type of the JSON payload
 * @param partitions number of partitions, the limit of pods that share its work
 * @param compacted whether the topic keeps the last record of each key without a time limit ({@code cleanup.policy=compact}),
 *     for events that a new pod reads from the beginning
 */
public record Topic<T>(String name, String eventType, Class<T> payload, int partitions, boolean compacted) {

    /** Describes a topic that is not compacted. */
    public Topic(String name, String eventType, Class<T> payload, int partitions) {
        this(name, eventType, payload, partitions, false);
    }

    /** Returns the topic of records that cannot be handled; their headers give the reason. */
    public String deadLetterName() {
        return name + ".dead-letter";
    }
}
