package io.nerest.selection.round;

import java.time.Instant;
import java.util.UUID;

/**
 * A frame of the pool.
 *
 * @param streamId the camera it comes from
 * @param capturedAt when the camera captured it
 */
public record CapturedFrame(UUID frameId, String streamId, Instant capturedAt) {}
