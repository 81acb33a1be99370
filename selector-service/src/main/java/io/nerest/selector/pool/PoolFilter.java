package io.nerest.selector.pool;

import java.util.List;
import java.util.UUID;
import org.hibernate.query.CommonQueryContract;

/**
 * The frames that a campaign may use: those of its streams, without its validation set and without the streams which that
 * set comes from.
 *
 * @param streams streams it draws from; empty for all
 * @param heldOut streams of the validation set
 * @param ownLabels whether only frames that the campaign selected itself count as labelled. Frames that have a label for
 *     another reason then stay in its pool; if it selects one, it is not labelled again
 */
public record PoolFilter(UUID campaignId, List<String> streams, List<String> heldOut, boolean ownLabels) {

    public PoolFilter {
        streams = List.copyOf(streams);
        heldOut = List.copyOf(heldOut);
    }

    /** The condition on {@code frame f}; its parameters are set by {@link #bind}. */
    static final String CONDITION = """
            (cardinality(cast(:streams as text[])) = 0 or f.stream_id = any(cast(:streams as text[])))
            and f.stream_id <> all(cast(:heldOut as text[]))
            and not exists (select from validation_frame v where v.campaign_id = :campaign and v.frame_id = f.id)
            """;

    private static final String SELECTED = """
            exists (select from batch_frame own where own.campaign_id = :campaign
            and own.kind = 'LABEL' and own.frame_id = f.id)""";

    /** The condition that {@code frame f} has a label that the campaign learns from. Takes {@code :campaign}. */
    String labelled() {
        return "f.label_revision is not null" + (ownLabels ? " and " + SELECTED : "");
    }

    /** The condition that the campaign may select {@code frame f} for annotators. Takes {@code :campaign}. */
    String unlabelled() {
        return "f.captured_at is not null and f.unscorable is null and "
                + (ownLabels ? "not " + SELECTED : "f.label_revision is null");
    }

    /** Sets the parameters of {@link #CONDITION}. */
    <Q extends CommonQueryContract> Q bind(Q query) {
        query.setParameter("streams", streams.toArray(String[]::new));
        query.setParameter("heldOut", heldOut.toArray(String[]::new));
        query.setParameter("campaign", campaignId);
        return query;
    }
}
