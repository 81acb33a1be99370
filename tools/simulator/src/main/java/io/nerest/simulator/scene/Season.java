package io.nerest.simulator.scene;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.random.Draws;
import java.time.Duration;
import java.time.Instant;

/**
 * Capture times. A camera records a clip of consecutive frames, pauses for some hours, and records the next, so a few
 * hundred frames cover the light and water of a season. The times lie in the spawning season of 2025 in UTC+11, the time
 * zone of Sakhalin.
 */
final class Season {
    private static final Instant START = Instant.parse("2025-08-10T13:00:00Z");
    private static final double HOURS_BETWEEN_CLIPS = 7.3;
    private static final double FIRST_LIGHT = 5.5;
    private static final double LAST_LIGHT = 19.5;

    private final CameraSpec camera;
    private final long seed;

    Season(CameraSpec camera, long seed) {
        this.camera = camera;
        this.seed = seed;
    }

    /** Returns the start of a clip in hours since local midnight of the first day; cameras without a lamp pause at night. */
    double hourOf(int clip) {
        Draws draws = Draws.of(seed, camera.index(), clip, 1);
        double start = Draws.of(seed, camera.index(), 2).in(6, 18);
        double hours = start + clip * HOURS_BETWEEN_CLIPS + draws.in(-1.5, 1.5);
        if (camera.light().lamp()) {
            return hours;
        }
        double days = StrictMath.floor(hours / 24);
        double dayShare = hours / 24 - days;
        return days * 24 + FIRST_LIGHT + dayShare * (LAST_LIGHT - FIRST_LIGHT);
    }

    Instant at(int clip, double secondsIntoClip) {
        return START.plus(Duration.ofMillis((long) (hourOf(clip) * 3_600_000)))
                .plusMillis((long) (secondsIntoClip * 1000));
    }
}
