package io.nerest.ingest.label;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stored labels. All methods run in the caller's transaction. */
@ApplicationScoped
class LabelRepository implements PanacheRepositoryBase<LabelEntity, UUID> {
    private static final Sort NEWEST_FIRST = Sort.descending("revision");

    List<LabelEntity> ofFrame(UUID frameId) {
        return list("frameId", NEWEST_FIRST, frameId);
    }

    Optional<LabelEntity> newest(UUID frameId) {
        return find("frameId", NEWEST_FIRST, frameId).firstResultOptional();
    }
}
