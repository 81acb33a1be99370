package io.nerest.messaging.receiving;

/** What a dead letter says of itself, beside the headers its record came with. */
public final class DeadLetterHeaders {
    /** Why the record cannot be handled, in words. */
    public static final String REASON = "dead-letter-reason";

    /** Class name of the exception that told of it. */
    public static final String EXCEPTION = "dead-letter-exception";

    /** The service that could not handle it. */
    public static final String SERVICE = "dead-letter-service";

    /** Topic, partition and offset the record came from. */
    public static final String TOPIC = "dead-letter-topic";

    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";

    private DeadLetterHeaders() {}
}
