package io.nerest.messaging.receiving;

/** Headers that a dead letter has in addition to those of its record. */
public final class DeadLetterHeaders {
    /** Why the record cannot be handled: one sentence. */
    public static final String REASON = "dead-letter-reason";

    /** Class name of the exception. */
    public static final String EXCEPTION = "dead-letter-exception";

    /** The service that could not handle it. */
    public static final String SERVICE = "dead-letter-service";

    /** Topic of the record. */
    public static final String TOPIC = "dead-letter-topic";

    /** Partition of the record. */
    public static final String PARTITION = "dead-letter-partition";

    /** Offset of the record. */
    public static final String OFFSET = "dead-letter-offset";

    private DeadLetterHeaders() {}
}
