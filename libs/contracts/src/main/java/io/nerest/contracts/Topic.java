package io.nerest.contracts;

/**
 * A Kafka topic and the one kind of event on it.
 *
 * @param name topic name
 * @param eventType CloudEvents {@code type}, ending in the schema's version: {@code io.nerest.frames.v1}
 * @param payload the record its JSON becomes
 * @param partitions how many partitions the topic is made with; the most pods that share its work
 */
public record Topic<T>(String name, String eventType, Class<T> payload, int partitions) {

    /** Where records that cannot be handled go, with the reason in their headers. */
    public String deadLetterName() {
        return name + ".dead-letter";
    }
}
