package io.nerest.training.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * A filter of objects and detections.
 *
 * @param stream index of the stream, -1 for all
 * @param size the size of objects, null for all
 */
record Group(int stream, @Nullable SizeBucket size) {

    boolean holds(MatchedDetections.Truth truth) {
        return holdsStream(truth.stream()) && (size == null || size == truth.size());
    }

    boolean holdsStream(int index) {
        return stream < 0 || stream == index;
    }

    boolean holdsSize(byte code) {
        return size == null || size.code() == code;
    }
}
