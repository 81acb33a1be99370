package io.nerest.service.failure;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** What went wrong while an event was handled, and so what to do about it. */
public enum Failure {
    /** The event itself is at fault: trying again would fail for ever. */
    REJECTED,
    /** A server is out of reach or busy: the same event succeeds once it is back. */
    TRANSIENT,
    /** Neither is known: a defect of ours, most likely. Tried a few times. */
    UNKNOWN;

    /** PostgreSQL's classes of connection loss, resources, operator intervention, and transactions to be repeated. */
    private static final Set<String> TRANSIENT_SQL_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    private static final int MAX_CAUSES = 20;

    /** The failure behind an exception, judged by it and its causes. */
    public static Failure of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof PermanentFailure) {
                return REJECTED;
            }
            if (isTransient(cause)) {
                return TRANSIENT;
            }
            cause = cause.getCause();
        }
        return UNKNOWN;
    }

    private static boolean isTransient(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof RetriableException
                || cause instanceof TransientFailure
                || (cause instanceof SQLException sql && isTransient(sql));
    }

    private static boolean isTransient(SQLException cause) {
        String state = cause.getSQLState();
        return cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || state == null // the pool's own: no connection to be had
                || TRANSIENT_SQL_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
