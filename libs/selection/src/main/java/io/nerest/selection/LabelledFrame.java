package io.nerest.selection;

import java.time.Instant;
import java.util.UUID;

/**
 * A frame that annotators have labelled. The batch should differ from it.
 *
 * @param embedding by the same model as the pool's; of length 0 if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // as in ScoredFrame
public record LabelledFrame(UUID frameId, String streamId, Instant capturedAt, float[] embedding) {}
