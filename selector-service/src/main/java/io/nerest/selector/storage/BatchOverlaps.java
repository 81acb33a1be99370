package io.nerest.selector.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** Which frames campaigns and strategies select alike. */
@ApplicationScoped
@Transactional
public class BatchOverlaps {
    /** Name of the batch that was selected: a campaign may have changed its strategy since. */
    public static final String SELECTED = "batch";

    private static final String SHADOWS = """
            select s.strategy, f.id from shadow_selection s, unnest(s.frame_ids) as f (id)
            where s.campaign_id = :campaign and s.round = :round order by s.strategy
            """;
    private static final String BATCH = """
            select frame_id from batch_frame where campaign_id = :campaign and round = :round and kind = 'LABEL'
            """;
    private static final String BATCHES = """
            select cast(campaign_id as text), frame_id from batch_frame where campaign_id in (:campaigns) and kind = 'LABEL'
            """;

    private final Session session;

    BatchOverlaps(Session session) {
        this.session = session;
    }

    /**
     * Compares the batch of a round, as {@link #SELECTED}, with what the other strategies would have selected, by their names.
     * Strategies that would have selected nothing are left out.
     *
     * @return without selections if those of the other strategies are not stored
     */
    public BatchOverlap ofRound(UUID campaign, int round) {
        List<Object[]> shadows = session.createNativeQuery(SHADOWS, Object[].class)
                .setParameter("campaign", campaign)
                .setParameter("round", round)
                .getResultList();
        Map<String, Set<UUID>> selections = new LinkedHashMap<>();
        if (!shadows.isEmpty()) {
            selections.put(
                    SELECTED,
                    Set.copyOf(session.createNativeQuery(BATCH, UUID.class)
                            .setParameter("campaign", campaign)
                            .setParameter("round", round)
                            .getResultList()));
        }
        collect(shadows, selections);
        return BatchOverlap.of(selections);
    }

    /** Compares the frames whose labels campaigns have requested in all their rounds. */
    public BatchOverlap ofCampaigns(Collection<UUID> campaigns) {
        Map<String, Set<UUID>> selections = new LinkedHashMap<>();
        campaigns.forEach(id -> selections.put(id.toString(), new HashSet<>()));
        collect(
                session.createNativeQuery(BATCHES, Object[].class)
                        .setParameterList("campaigns", campaigns)
                        .getResultList(),
                selections);
        return BatchOverlap.of(selections);
    }

    private static void collect(List<Object[]> namesAndFrames, Map<String, Set<UUID>> selections) {
        for (Object[] row : namesAndFrames) {
            selections.computeIfAbsent((String) row[0], name -> new HashSet<>()).add((UUID) row[1]);
        }
    }
}
