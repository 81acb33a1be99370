package io.nerest.trainer.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Rows of models. */
@ApplicationScoped
class RegisteredModelRepository implements PanacheRepositoryBase<RegisteredModelEntity, String> {

    List<RegisteredModelEntity> newest(int limit) {
        return findAll(Sort.descending("publishedAt")).page(0, limit).list();
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
