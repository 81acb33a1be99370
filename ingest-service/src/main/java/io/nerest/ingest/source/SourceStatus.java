package io.nerest.ingest.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source is doing, and why.
 *
 * @param detail one sentence; empty if the state needs no detail
 * @param counts since the source was registered
 * @param lastFrameAt capture time of the last registered frame
 * @param progress number of the last frame of a file that was registered
 */
record SourceStatus(
        SourceState state,
        String detail,
        SourceCounts counts,
        @Nullable Instant lastFrameAt,
        long progress) {

    SourceStatus with(SourceState next, String reason) {
        return new SourceStatus(next, reason, counts, lastFrameAt, progress);
    }

    SourceStatus with(SourceCounts next) {
        return new SourceStatus(state, detail, next, lastFrameAt, progress);
    }

    SourceStatus with(SourceCounts next, Instant frameAt, long frame) {
        return new SourceStatus(state, detail, next, frameAt, Math.max(progress, frame));
    }
}
