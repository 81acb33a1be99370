package io.nerest.selector.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Rows of {@code frame}. */
@ApplicationScoped
class PoolFrameRepository implements PanacheRepositoryBase<PoolFrameEntity, UUID> {}
