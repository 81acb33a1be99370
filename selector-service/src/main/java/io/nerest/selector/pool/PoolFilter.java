package io.nerest.selector.pool;

import java.util.List;
import java.util.UUID;

/**
 * Which frames a campaign may look at: those of its streams that are not in its validation set, nor of the cameras which
 * that set comes from.
 *
 * @param streams cameras it draws from; empty for all
 * @param heldOut cameras of the validation set
 * @param ownLabels whether only frames that the campaign chose itself count as labelled; frames that have a label for
 *     another reason then stay in its pool, and cost nobody a second look when it chooses them
 */
public record PoolFilter(UUID campaignId, List<String> streams, List<String> heldOut, boolean ownLabels) {

    public PoolFilter {
        streams = List.copyOf(streams);
        heldOut = List.copyOf(heldOut);
    }

    /** The condition on {@code frame f}; takes {@link #arguments}. */
    static final String CONDITION = """
            (cardinality(?::text[]) = 0 or f.stream_id = any(?::text[])) and f.stream_id <> all(?::text[])
            and not exists (select from validation_frame v where v.campaign_id = ? and v.frame_id = f.id)
            """;

    private static final String CHOSEN = "exists (select from batch_frame chosen where chosen.campaign_id = '%s'"
            + " and chosen.kind = 'LABEL' and chosen.frame_id = f.id)";

    /** The condition on {@code frame f} to have a label that the campaign learns from. */
    String labelled() {
        return "f.label_revision is not null" + (ownLabels ? " and " + CHOSEN.formatted(campaignId) : "");
    }

    /** The condition on {@code frame f} to be one that the campaign may still choose for people to label. */
    String unlabelled() {
        return "f.captured_at is not null and "
                + (ownLabels ? "not " + CHOSEN.formatted(campaignId) : "f.label_revision is null");
    }

    Object[] arguments(Object... others) {
        Object[] own = {streamArray(), streamArray(), heldOut.toArray(String[]::new), campaignId};
        Object[] all = new Object[own.length + others.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(others, 0, all, own.length, others.length);
        return all;
    }

    private String[] streamArray() {
        return streams.toArray(String[]::new);
    }
}
