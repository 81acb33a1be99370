package io.nerest.ingest.resumable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of uploads and of their parts. */
@ApplicationScoped
@Transactional
class StoredUploads {
    private final EntityManager rows;

    StoredUploads(EntityManager rows) {
        this.rows = rows;
    }

    long count() {
        return ((Number) rows.createNativeQuery("SELECT count(*) FROM resumable_upload")
                        .getSingleResult())
                .longValue();
    }

    void add(PartialUpload upload) {
        rows.createNativeQuery("""
                INSERT INTO resumable_upload (id, stream_id, file_name, sha256, length, received, expires_at)
                VALUES (:id, :stream, :name, :sha256, :length, 0, :expires)""")
                .setParameter("id", upload.id())
                .setParameter("stream", upload.streamId())
                .setParameter("name", upload.fileName())
                .setParameter("sha256", upload.sha256())
                .setParameter("length", upload.length())
                .setParameter("expires", upload.expiresAt())
                .executeUpdate();
    }

    Optional<PartialUpload> find(UUID id) {
        List<?> found = rows.createNativeQuery(
                        "SELECT id, stream_id, file_name, sha256, length, received, expires_at FROM resumable_upload WHERE id = :id",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return found.stream().findFirst().map(row -> upload((Tuple) row));
    }

    private static PartialUpload upload(Tuple row) {
        return new PartialUpload(
                row.get("id", UUID.class),
                row.get("stream_id", String.class),
                row.get("file_name", String.class),
                row.get("sha256", String.class),
                row.get("length", Number.class).longValue(),
                row.get("received", Number.class).longValue(),
                row.get("expires_at", Instant.class));
    }

    /**
     * Appends a part.
     *
     * @param offset of its first byte
     * @return false if another part was appended there meanwhile, or the upload was removed
     */
    boolean append(UUID id, long offset, long length, String objectKey, Instant expiresAt) {
        int appended = rows.createNativeQuery(
                        "UPDATE resumable_upload SET received = received + :length, expires_at = :expires WHERE id = :id AND received = :offset")
                .setParameter("length", length)
                .setParameter("expires", expiresAt)
                .setParameter("id", id)
                .setParameter("offset", offset)
                .executeUpdate();
        if (appended == 1) {
            rows.createNativeQuery(
                            "INSERT INTO resumable_upload_part (upload_id, first_byte, object_key) VALUES (:id, :offset, :key)")
                    .setParameter("id", id)
                    .setParameter("offset", offset)
                    .setParameter("key", objectKey)
                    .executeUpdate();
        }
        return appended == 1;
    }

    /** Returns the keys of an upload's parts, in the order of the file. */
    List<String> parts(UUID id) {
        List<String> keys = new ArrayList<>();
        for (Object key : rows.createNativeQuery(
                        "SELECT object_key FROM resumable_upload_part WHERE upload_id = :id ORDER BY first_byte",
                        String.class)
                .setParameter("id", id)
                .getResultList()) {
            keys.add((String) key);
        }
        return keys;
    }

    List<UUID> expired(Instant now) {
        List<UUID> ids = new ArrayList<>();
        for (Object id : rows.createNativeQuery("SELECT id FROM resumable_upload WHERE expires_at < :now", UUID.class)
                .setParameter("now", now)
                .getResultList()) {
            ids.add((UUID) id);
        }
        return ids;
    }

    /** Deletes an upload with its parts; returns whether it existed. */
    boolean delete(UUID id) {
        return rows.createNativeQuery("DELETE FROM resumable_upload WHERE id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }
}
