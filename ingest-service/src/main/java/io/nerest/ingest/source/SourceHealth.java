package io.nerest.ingest.source;

import io.nerest.video.spec.DecoderReport;
import java.time.Duration;

/**
 * The state of a camera whose decoder runs. An empty river is healthy: frames arrive and their pixels change, even if no
 * rule selects any. A camera that hangs sends nothing, or the same image repeatedly.
 *
 * @param reconnect whether the connection should be made again
 */
record SourceHealth(SourceState state, String detail, boolean reconnect) {

    /**
     * Judges a camera.
     *
     * @param now the last report
     * @param before an earlier report of the same process
     * @param silentMillis since the last frame was decoded, or since the start
     * @param hungAfter limit of silence
     * @param frozenAfter limit of an image without change
     */
    static SourceHealth of(
            DecoderReport now, DecoderReport before, long silentMillis, Duration hungAfter, Duration frozenAfter) {
        if (silentMillis >= hungAfter.toMillis()) {
            return new SourceHealth(
                    SourceState.HUNG,
                    "the camera is connected, but has sent no frame for " + silentMillis / 1_000 + " s",
                    true);
        }
        if (now.decoded() == 0) {
            return new SourceHealth(SourceState.CONNECTING, "", false);
        }
        if (now.unchangedMillis() >= frozenAfter.toMillis()) {
            return new SourceHealth(
                    SourceState.HUNG,
                    "the camera sends frames, but no pixel has changed for " + now.unchangedMillis() / 1_000 + " s",
                    false);
        }
        if (now.wrongSize() > before.wrongSize()) {
            return new SourceHealth(
                    SourceState.WRONG_SIZE,
                    "the camera sends frames of %dx%d pixels, which are not the expected size; they are left out"
                            .formatted(now.width(), now.height()),
                    false);
        }
        if (now.damaged() > before.damaged()) {
            return new SourceHealth(
                    SourceState.DAMAGED,
                    "the camera sends green frames, or frames that cannot be decoded; they are left out",
                    false);
        }
        return new SourceHealth(SourceState.HEALTHY, "", false);
    }
}
