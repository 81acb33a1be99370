package io.nerest.trainer.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Cancelled trainings by id, whether their request has arrived or not. Each method needs the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Cancellations {
    private final EntityManager database;

    Cancellations(EntityManager database) {
        this.database = database;
    }

    /** Remembers a cancellation; the first reason counts. */
    public void add(UUID trainingId, String reason, Instant at) {
        database.createNativeQuery(
                        "INSERT INTO cancelled_training (id, reason, cancelled_at) VALUES (:id, :reason, :at)"
                                + " ON CONFLICT DO NOTHING")
                .setParameter("id", trainingId)
                .setParameter("reason", reason)
                .setParameter("at", at)
                .executeUpdate();
    }

    /** Returns why a training was cancelled; empty if it was not. */
    public Optional<String> reason(UUID trainingId) {
        List<?> reasons = database.createNativeQuery(
                        "SELECT reason FROM cancelled_training WHERE id = :id", String.class)
                .setParameter("id", trainingId)
                .getResultList();
        return reasons.stream().findFirst().map(String::valueOf);
    }
}
