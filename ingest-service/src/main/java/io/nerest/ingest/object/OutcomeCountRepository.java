package io.nerest.ingest.object;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts of images that did not become frames. All methods run in the caller's transaction. */
@ApplicationScoped
public class OutcomeCountRepository implements PanacheRepositoryBase<OutcomeCountEntity, ObjectOutcome> {

    public void increment(ObjectOutcome outcome) {
        update("total = total + 1 where outcome = ?1", outcome);
    }

    /** Returns the count of an outcome since the first image. */
    public long total(ObjectOutcome outcome) {
        return findByIdOptional(outcome).map(count -> count.total).orElse(0L);
    }
}
