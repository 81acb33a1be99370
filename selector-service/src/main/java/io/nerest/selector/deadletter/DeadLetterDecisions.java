package io.nerest.selector.deadletter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Decisions about dead letters: resent or dropped. Records in Kafka cannot be changed. */
@ApplicationScoped
class DeadLetterDecisions {
    private static final String DECIDE = "insert into dead_letter_decision (id, decision, decided_at)"
            + " values (:id, :decision, now())"
            + " on conflict (id) do update set decision = excluded.decision, decided_at = excluded.decided_at";

    private final Session session;

    DeadLetterDecisions(Session session) {
        this.session = session;
    }

    /** Stores a decision in the caller's transaction; it replaces an earlier one. */
    @Transactional(Transactional.TxType.MANDATORY)
    void store(DeadLetterId id, DeadLetterDecisionEntity.Decision decision) {
        session.createNativeMutationQuery(DECIDE)
                .setParameter("id", id.toString())
                .setParameter("decision", decision.name())
                .executeUpdate();
    }

    /** Returns the decisions about some letters, by id. */
    @Transactional
    Map<String, DeadLetterDecisionEntity> of(List<String> ids) {
        return session
                .createQuery("from DeadLetterDecisionEntity where id in :ids", DeadLetterDecisionEntity.class)
                .setParameter("ids", ids)
                .list()
                .stream()
                .collect(Collectors.toMap(decision -> decision.id, decision -> decision));
    }

    /** Deletes decisions about letters that Kafka no longer has. */
    @Transactional
    void deleteOlderThanDays(int days) {
        session.createNativeMutationQuery(
                        "delete from dead_letter_decision where decided_at < now() - make_interval(days => :days)")
                .setParameter("days", days)
                .executeUpdate();
    }
}
