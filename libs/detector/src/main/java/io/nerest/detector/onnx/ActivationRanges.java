package io.nerest.detector.onnx;

import java.util.Map;

/**
 * Between which numbers each value of a network lies on the pictures that it was calibrated with.
 *
 * @param byName by the value's name in the graph
 */
public record ActivationRanges(Map<String, Range> byName) {
    public ActivationRanges {
        byName = Map.copyOf(byName);
    }

    /**
     * A range that holds 0.
     *
     * @param low at most 0
     * @param high at least 0
     */
    public record Range(float low, float high) {
        public Range {
            if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
                throw new IllegalArgumentException("[%s, %s] is no range that holds 0".formatted(low, high));
            }
        }

        /** Width of one of 256 equal steps. */
        float step() {
            return Math.max((high - low) / 255, 1e-8f);
        }

        /** Which of the 256 steps is 0. */
        int zero() {
            return Math.max(0, Math.min(255, Math.round(-low / step())));
        }
    }

    /**
     * The range of one value.
     *
     * @throws IllegalArgumentException where it was not calibrated
     */
    public Range of(String value) {
        Range range = byName.get(value);
        if (range == null) {
            throw new IllegalArgumentException("value '" + value + "' was not calibrated");
        }
        return range;
    }
}
