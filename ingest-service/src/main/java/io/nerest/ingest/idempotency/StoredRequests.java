package io.nerest.ingest.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of requests with a key. Each method is its own transaction, so that other pods see it at once. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class StoredRequests {
    private final EntityManager rows;

    StoredRequests(EntityManager rows) {
        this.rows = rows;
    }

    /**
     * What identifies a request.
     *
     * @param caller name of its sender
     * @param operation method and path
     */
    record Id(String caller, String operation, String key) {}

    /**
     * A request that was received before.
     *
     * @param fingerprint of its content
     * @param answer JSON; null while it is processed
     */
    record Stored(String fingerprint, @Nullable String answer) {}

    /**
     * Stores that a request is processed now, unless it was received before.
     *
     * @param expiredBefore requests that were received before this time are removed
     * @param abandonedBefore a request without an answer since this time is taken over
     * @return the request that was received before; empty if this one is to be processed
     */
    Optional<Stored> begin(Id id, String fingerprint, Instant now, Instant expiredBefore, Instant abandonedBefore) {
        rows.createNativeQuery("DELETE FROM idempotent_request WHERE received_at < :before")
                .setParameter("before", expiredBefore)
                .executeUpdate();
        int begun = bind(rows.createNativeQuery("""
                        INSERT INTO idempotent_request AS old
                            (caller, operation, request_key, fingerprint, received_at)
                        VALUES (:caller, :operation, :key, :fingerprint, :now)
                        ON CONFLICT (caller, operation, request_key) DO UPDATE SET received_at = :now
                        WHERE old.answer IS NULL AND old.received_at < :abandoned
                          AND old.fingerprint = :fingerprint"""), id)
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", now)
                .setParameter("abandoned", abandonedBefore)
                .executeUpdate();
        if (begun == 1) {
            return Optional.empty();
        }
        List<?> found = bind(
                        rows.createNativeQuery(
                                "SELECT fingerprint, answer FROM idempotent_request WHERE " + KEY, Tuple.class),
                        id)
                .getResultList();
        // Without a row, its first request has failed since: this one is answered as if that one still ran.
        return Optional.of(
                found.isEmpty()
                        ? new Stored(fingerprint, null)
                        : new Stored(
                                ((Tuple) found.get(0)).get("fingerprint", String.class),
                                ((Tuple) found.get(0)).get("answer", String.class)));
    }

    private static final String KEY = "caller = :caller AND operation = :operation AND request_key = :key";

    /** Stores the answer of a request that was processed. */
    void end(Id id, String answer) {
        bind(rows.createNativeQuery("UPDATE idempotent_request SET answer = :answer WHERE " + KEY), id)
                .setParameter("answer", answer)
                .executeUpdate();
    }

    /** Deletes a request that failed, so that it may be corrected and sent with the same key. */
    void delete(Id id) {
        bind(rows.createNativeQuery("DELETE FROM idempotent_request WHERE answer IS NULL AND " + KEY), id)
                .executeUpdate();
    }

    private static jakarta.persistence.Query bind(jakarta.persistence.Query query, Id id) {
        return query.setParameter("caller", id.caller())
                .setParameter("operation", id.operation())
                .setParameter("key", id.key());
    }
}
