package io.nerest.ingest.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a stream has delivered frames.
 *
 * @param frames all registered frames
 * @param framesLastHour frames registered in the last hour
 * @param longestGapSeconds longest time without a frame in the last 24 hours, up to now; absent if there was no frame in them
 * @param shareWithObjects share of the scored frames of the last 24 hours that have a detection with a confidence of at least
 *     {@link #CONFIDENCE}, [0, 1]; absent if none was scored
 * @param lastFrame the frame registered last; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamHealth(
        String id,
        String name,
        long frames,
        long framesLastHour,
        @Nullable Double longestGapSeconds,
        @Nullable Double shareWithObjects,
        @Nullable LastFrame lastFrame) {

    /** From this confidence on, a detection counts. */
    static final float CONFIDENCE = 0.25f;

    /** The frame that was registered last. */
    public record LastFrame(UUID id, Instant capturedAt, Instant registeredAt) {}
}
