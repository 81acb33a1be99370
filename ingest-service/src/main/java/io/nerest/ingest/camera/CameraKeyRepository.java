package io.nerest.ingest.camera;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stored keys of cameras. All methods run in the caller's transaction. */
@ApplicationScoped
class CameraKeyRepository implements PanacheRepositoryBase<CameraKeyEntity, String> {
    /** Two requests for one stream at the same moment must not leave three keys. */
    private static final String LOCK_STREAM = "SELECT id FROM stream WHERE id = :stream FOR UPDATE";

    void lockStream(String streamId) {
        getEntityManager()
                .createNativeQuery(LOCK_STREAM)
                .setParameter("stream", streamId)
                .getResultList();
    }

    /** Returns the keys of a stream, the oldest first. */
    List<CameraKeyEntity> ofStream(String streamId) {
        return list("streamId", Sort.by("createdAt"), streamId);
    }

    /** Deletes a key of a stream; false if the stream has no such key. */
    boolean delete(String streamId, String keyId) {
        return delete("streamId = ?1 and id = ?2", streamId, keyId) > 0;
    }
}
