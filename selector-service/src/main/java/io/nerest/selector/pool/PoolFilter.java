package io.nerest.selector.pool;

import java.util.List;
import java.util.UUID;

/**
 * Which frames a campaign may look at: those of its streams that are not in its validation set, nor of the cameras which
 * that set comes from.
 *
 * @param streams cameras it draws from; empty for all
 * @param heldOut cameras of the validation set
 */
public record PoolFilter(UUID campaignId, List<String> streams, List<String> heldOut) {

    public PoolFilter {
        streams = List.copyOf(streams);
        heldOut = List.copyOf(heldOut);
    }

    /** The condition on {@code frame f}; takes {@link #arguments}. */
    static final String CONDITION = """
            (cardinality(?::text[]) = 0 or f.stream_id = any(?::text[])) and f.stream_id <> all(?::text[])
            and not exists (select from validation_frame v where v.campaign_id = ? and v.frame_id = f.id)
            """;

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
