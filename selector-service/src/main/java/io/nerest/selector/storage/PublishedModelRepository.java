package io.nerest.selector.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows of {@code model}. */
@ApplicationScoped
class PublishedModelRepository implements PanacheRepositoryBase<PublishedModelEntity, String> {}
