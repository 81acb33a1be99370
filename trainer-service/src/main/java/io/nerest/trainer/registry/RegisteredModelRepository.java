package io.nerest.trainer.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of models. */
@ApplicationScoped
class RegisteredModelRepository implements PanacheRepositoryBase<RegisteredModelEntity, String> {
    private static final String NEXT_PUBLICATION = """
            SELECT greatest(date_trunc('milliseconds', clock_timestamp()),
                (SELECT max(published_at) FROM model) + interval '1 millisecond')""";
    private static final String LOCK =
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('publications of models'))) AS locked";

    List<RegisteredModelEntity> newest(int limit) {
        return findAll(Sort.descending("publishedAt")).page(0, limit).list();
    }

    List<RegisteredModelEntity> byPublication() {
        return listAll(Sort.by("publishedAt"));
    }

    /** Makes publications of other transactions, also of other pods, wait until this one ends. */
    void lockPublications() {
        var unused = getSession().createNativeQuery(LOCK, Integer.class).getSingleResult();
    }

    /** Returns the time of the next publication, later than all before it whatever the clocks of the pods show. */
    Instant nextPublication() {
        lockPublications();
        return getSession().createNativeQuery(NEXT_PUBLICATION, Instant.class).getSingleResult();
    }

    /** Returns the model that became live last, or the newest base checkpoint if none did. */
    Optional<RegisteredModelEntity> live() {
        Optional<RegisteredModelEntity> promoted =
                find("liveSince is not null", Sort.descending("liveSince")).firstResultOptional();
        return promoted.isPresent()
                ? promoted
                : find("kind", Sort.descending("publishedAt"), ModelKind.BASE).firstResultOptional();
    }
}
