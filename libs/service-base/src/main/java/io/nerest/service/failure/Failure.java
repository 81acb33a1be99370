package io.nerest.service.failure;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Classifies failures of handling a request or an event: whether a retry can succeed. */
public enum Failure {
    /** The input is invalid: every retry fails. */
    REJECTED,
    /** A server is unreachable or busy: a retry succeeds once it is back. */
    TRANSIENT,
    /** Anything else, most likely a defect of this service: retried a few times. */
    UNKNOWN;

    /**
     * SQLSTATE classes of PostgreSQL: connection exception, transaction rollback, insufficient resources, object not in
     * prerequisite state, operator intervention, system error.
     */
    private static final Set<String> TRANSIENT_SQL_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** SQLSTATE classes of values that the database can never store: data exception, program limit exceeded. */
    private static final Set<String> INVALID_VALUE_SQL_CLASSES = Set.of("22", "54");

    private static final int MAX_CAUSES = 20;

    /** Classifies an exception by itself and its causes; the outermost that is known decides. */
    public static Failure of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof PermanentFailure) {
                return REJECTED;
            }
            if (isTransient(cause)) {
                return TRANSIENT;
            }
            if (isInvalidValue(cause)) {
                return REJECTED;
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

    private static boolean isInvalidValue(Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && INVALID_VALUE_SQL_CLASSES.contains(sql.getSQLState()
                        .substring(0, Math.min(2, sql.getSQLState().length())));
    }

    private static boolean isTransient(SQLException cause) {
        String state = cause.getSQLState();
        return cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || state == null // thrown by the connection pool: no connection available
                || TRANSIENT_SQL_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
