package io.nerest.selector.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows of {@code round}. */
@ApplicationScoped
class RoundRepository implements PanacheRepositoryBase<RoundEntity, RoundId> {}
