package io.nerest.ingest.stream;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Stored streams by id. */
@ApplicationScoped
class StreamRepository implements PanacheRepositoryBase<StreamEntity, String> {
    /** Two pods that register one stream at the same moment both succeed. */
    private static final String UPSERT = """
            INSERT INTO stream (id, name, created_at) VALUES (:id, :name, :created)
            ON CONFLICT (id) DO UPDATE SET name = :name
            RETURNING (xmax = 0)""";

    /**
     * Stores a stream, or renames it if it is stored.
     *
     * @return whether the stream is new
     */
    boolean upsert(String id, String name, Instant createdAt) {
        return (Boolean) getEntityManager()
                .createNativeQuery(UPSERT)
                .setParameter("id", id)
                .setParameter("name", name)
                .setParameter("created", createdAt)
                .getSingleResult();
    }
}
