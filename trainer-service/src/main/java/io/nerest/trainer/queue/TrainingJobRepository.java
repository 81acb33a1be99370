package io.nerest.trainer.queue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of jobs. */
@ApplicationScoped
class TrainingJobRepository implements PanacheRepositoryBase<TrainingJobEntity, UUID> {
    private static final String HELD = """
            SELECT * FROM training_job WHERE state = 'RUNNING' AND pod = :pod
            ORDER BY queued_at LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String CLAIMABLE = """
            SELECT * FROM training_job
            WHERE (state = 'QUEUED' AND not_before <= now())
               OR (state = 'RUNNING' AND leased_until < now())
            ORDER BY queued_at LIMIT 1 FOR UPDATE SKIP LOCKED""";

    /** Finds and locks the oldest job that any pod can claim; rows that other pods have locked are skipped. */
    Optional<TrainingJobEntity> lockClaimable() {
        return getSession().createNativeQuery(CLAIMABLE, TrainingJobEntity.class).getResultList().stream()
                .findFirst();
    }

    /** Finds and locks a job that a pod of this name holds. */
    Optional<TrainingJobEntity> lockHeldBy(String pod) {
        return getSession()
                .createNativeQuery(HELD, TrainingJobEntity.class)
                .setParameter("pod", pod)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Returns the start of the transaction by the clock of the database, which all pods share. */
    Instant now() {
        return getSession().createNativeQuery("SELECT now()", Instant.class).getSingleResult();
    }

    Set<UUID> ended(Set<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : list("id in ?1 and endedAt is not null", ids).stream()
                        .map(row -> row.id)
                        .collect(Collectors.toSet());
    }

    List<TrainingJobEntity> newest(int limit) {
        return findAll(Sort.descending("queuedAt")).page(0, limit).list();
    }
}
