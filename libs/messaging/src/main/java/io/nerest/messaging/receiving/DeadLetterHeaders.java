package io.nerest.messaging.receiving;

/** Headers that a dead letter has in addition to those of its record. */
public final class DeadLetterHeaders {
    /** Why the record cannot be handled: one sentence. */
    public static final String REASON = "dead-letter-reason";

    /** Class name of the exception. */
    public static final String EXCEPTION = "dead-letter-exception";

    /** The service that could not handle it. A resent record keeps it. */
    public static final String SERVICE = "dead-letter-service";

    /** Topic of the record. */
    public static final String TOPIC = "dead-letter-topic";

    /** Partition of the record. */
    public static final String PARTITION = "dead-letter-partition";

    /** Offset of the record. */
    public static final String OFFSET = "dead-letter-offset";

    /**
     * Id of the dead letter that was resent: topic, partition and offset. A record with this header is handled by the service
     * that {@link #SERVICE} names, and skipped by all others. If it fails again, its new dead letter keeps the header.
     */
    public static final String RESEND_OF = "dead-letter-resend-of";

    private DeadLetterHeaders() {}
}
