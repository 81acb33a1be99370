package io.nerest.selection;

import java.time.Instant;
import java.util.UUID;

/**
 * A frame that people have labelled: what the batch has to differ from.
 *
 * @param embedding by the same model as the pool's; length 0 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // as in ScoredFrame
public record LabelledFrame(UUID frameId, String streamId, Instant capturedAt, float[] embedding) {}
