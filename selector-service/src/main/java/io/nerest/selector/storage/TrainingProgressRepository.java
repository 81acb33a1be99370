package io.nerest.selector.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Rows of {@code training}. */
@ApplicationScoped
class TrainingProgressRepository implements PanacheRepositoryBase<TrainingProgressEntity, UUID> {}
