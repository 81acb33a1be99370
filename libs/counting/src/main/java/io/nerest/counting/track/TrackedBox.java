package io.nerest.counting.track;

import io.nerest.vision.box.Detection;

/**
 * A detection with the track it belongs to.
 *
 * @param trackId from 1
 */
public record TrackedBox(int trackId, Detection detection) {}
