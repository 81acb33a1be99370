package io.nerest.selector.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Scoring requests that ended in the dead-letter topic. */
@ApplicationScoped
@Transactional
public class RejectedScoring {

    private final Session session;

    RejectedScoring(Session session) {
        this.session = session;
    }

    /** Returns why a request of a round was rejected; empty if none was. */
    public Optional<String> reason(UUID campaignId, int round) {
        return session.createNativeQuery(
                        "select reason from rejected_scoring where campaign_id = :campaign and round = :round",
                        String.class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .uniqueResultOptional();
    }
}
