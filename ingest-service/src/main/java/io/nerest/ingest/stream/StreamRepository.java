package io.nerest.ingest.stream;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Stored streams by id. */
@ApplicationScoped
class StreamRepository implements PanacheRepositoryBase<StreamEntity, String> {}
