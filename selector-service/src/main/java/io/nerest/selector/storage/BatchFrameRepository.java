package io.nerest.selector.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows of {@code batch_frame}. */
@ApplicationScoped
class BatchFrameRepository implements PanacheRepositoryBase<BatchFrameEntity, BatchFrameId> {}
