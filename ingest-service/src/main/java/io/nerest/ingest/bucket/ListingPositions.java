package io.nerest.ingest.bucket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of the positions at which listings go on. Pods share them; each position that a pod stores is valid for the others. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class ListingPositions {
    private final EntityManager rows;

    ListingPositions(EntityManager rows) {
        this.rows = rows;
    }

    Optional<ListingPosition> find(String bucket, String prefix) {
        List<?> found = rows.createNativeQuery(
                        "SELECT after_key, since FROM listing_position WHERE bucket = :bucket AND prefix = :prefix",
                        Tuple.class)
                .setParameter("bucket", bucket)
                .setParameter("prefix", prefix)
                .getResultList();
        return found.stream()
                .map(Tuple.class::cast)
                .map(row -> new ListingPosition(row.get("after_key", String.class), row.get("since", Instant.class)))
                .findFirst();
    }

    void save(String bucket, String prefix, ListingPosition position) {
        rows.createNativeQuery("""
                INSERT INTO listing_position (bucket, prefix, after_key, since) VALUES (:bucket, :prefix, :after, :since)
                ON CONFLICT (bucket, prefix) DO UPDATE SET after_key = EXCLUDED.after_key, since = EXCLUDED.since""")
                .setParameter("bucket", bucket)
                .setParameter("prefix", prefix)
                .setParameter("after", position.after())
                .setParameter("since", position.since())
                .executeUpdate();
    }
}
