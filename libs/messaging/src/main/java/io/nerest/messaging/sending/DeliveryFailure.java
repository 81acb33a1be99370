package io.nerest.messaging.sending;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why a batch was not delivered, by the kind of the failure, for operators. */
final class DeliveryFailure {
    private static final int DEEPEST_CAUSE = 10;

    private DeliveryFailure() {}

    /**
     * Returns the reason with what to check.
     *
     * @param failure as the Kafka client threw it
     * @param limit how long an acknowledgement was awaited
     * @param otherwise what failed, if the kind of the failure does not say it
     */
    static String reason(Throwable failure, Duration limit, String otherwise) {
        Throwable kind = failure;
        for (int depth = 0; depth < DEEPEST_CAUSE; depth++) {
            String known = known(kind, limit);
            if (!known.isEmpty()) {
                return known;
            }
            if (kind.getCause() == null) {
                break;
            }
            kind = kind.getCause();
        }
        return otherwise + ": " + kind.getMessage();
    }

    private static String known(Throwable failure, Duration limit) {
        if (failure instanceof java.util.concurrent.TimeoutException || failure instanceof TimeoutException) {
            return "the broker did not acknowledge within " + limit.toMillis() / 1000.0 + " s";
        }
        if (failure instanceof AuthenticationException) {
            return "the broker rejected the credentials, check kafka.sasl and kafka.ssl: " + failure.getMessage();
        }
        if (failure instanceof AuthorizationException) {
            return "the credentials lack a permission, check the broker's access lists: " + failure.getMessage();
        }
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            return "a record is larger than the broker or the client accepts: " + failure.getMessage();
        }
        if (failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException) {
            return "a topic does not exist and cannot be created: " + failure.getMessage();
        }
        if (failure instanceof SerializationException) {
            return "a record cannot be written: " + failure.getMessage();
        }
        if (failure instanceof ConfigException) {
            return "the connection is configured wrongly, check kafka.bootstrap.servers: " + failure.getMessage();
        }
        return "";
    }
}
