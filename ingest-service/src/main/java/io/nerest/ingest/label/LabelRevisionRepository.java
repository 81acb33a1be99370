package io.nerest.ingest.label;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stored labels. All methods run in the caller's transaction. */
@ApplicationScoped
class LabelRevisionRepository implements PanacheRepositoryBase<LabelRevisionEntity, UUID> {
    private static final Sort NEWEST_FIRST = Sort.descending("revision");

    List<LabelRevisionEntity> ofFrame(UUID frameId) {
        return list("frameId", NEWEST_FIRST, frameId);
    }

    Optional<LabelRevisionEntity> newest(UUID frameId) {
        return find("frameId", NEWEST_FIRST, frameId).firstResultOptional();
    }

    Optional<LabelRevisionEntity> revision(UUID frameId, int revision) {
        return find("frameId = ?1 and revision = ?2", frameId, revision).firstResultOptional();
    }

    /** Returns the frames that an import has labelled, in the order of their ids. */
    List<UUID> framesOfImport(UUID importId) {
        return getEntityManager()
                .createQuery(
                        "select frameId from LabelRevisionEntity where importId = :import order by frameId", UUID.class)
                .setParameter("import", importId)
                .getResultList();
    }

    /** Returns the revision of a frame's label that a request stored. */
    Optional<LabelRevisionEntity> byRequest(UUID frameId, String requestKey) {
        return find("frameId = ?1 and requestKey = ?2", frameId, requestKey).firstResultOptional();
    }
}
