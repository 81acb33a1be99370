package io.nerest.selector.storage;

import io.nerest.selection.round.ShadowSelection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Stored selections of the strategies that did not select a round. */
@ApplicationScoped
@Transactional
public class ShadowSelections {
    private static final String ADD = """
            insert into shadow_selection (campaign_id, round, strategy, frame_ids, note)
            values (:campaign, :round, :strategy, :frames, :note)
            on conflict (campaign_id, round, strategy) do update set frame_ids = excluded.frame_ids, note = excluded.note
            """;
    private static final String COMPARE = """
            select s.strategy, s.note, cardinality(s.frame_ids) as frames,
              (select count(*) from batch_frame b where b.campaign_id = s.campaign_id and b.round = s.round
                and b.kind = 'LABEL' and b.frame_id = any(s.frame_ids)) as common,
              (select count(*) from frame f where f.id = any(s.frame_ids) and f.label_revision is not null) as labelled
            from shadow_selection s where s.campaign_id = :campaign and s.round = :round order by s.strategy
            """;

    private final Session session;

    ShadowSelections(Session session) {
        this.session = session;
    }

    /**
     * A selection compared with the batch of its round.
     *
     * @param frames how many frames the strategy would have selected
     * @param common how many of these are in the batch
     * @param labelled how many have a label by now, for whatever reason: the others are what the strategy would have cost in
     *     addition
     * @param note what it lacked; empty if nothing
     */
    public record Compared(String strategy, int frames, int common, int labelled, String note) {}

    /** Stores the selections of a round, and replaces earlier ones. */
    public void add(UUID campaignId, int round, List<ShadowSelection> shadows) {
        for (ShadowSelection shadow : shadows) {
            session.createNativeMutationQuery(ADD)
                    .setParameter("campaign", campaignId)
                    .setParameter("round", round)
                    .setParameter("strategy", shadow.strategy())
                    .setParameter("frames", shadow.frames().toArray(UUID[]::new))
                    .setParameter("note", shadow.note())
                    .executeUpdate();
        }
    }

    /** Returns the stored selections of a round, by strategy. */
    public List<Compared> of(UUID campaignId, int round) {
        return session.createNativeQuery(COMPARE, Object[].class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .getResultStream()
                .map(row -> new Compared(
                        (String) row[0],
                        ((Number) row[2]).intValue(),
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).intValue(),
                        (String) row[1]))
                .toList();
    }
}
