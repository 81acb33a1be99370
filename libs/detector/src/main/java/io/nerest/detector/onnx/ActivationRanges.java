package io.nerest.detector.onnx;

import java.util.Map;

/**
 * The range of each value of a network on the calibration images.
 *
 * @param byName by the value's name in the graph
 */
public record ActivationRanges(Map<String, Range> byName) {
    public ActivationRanges {
        byName = Map.copyOf(byName);
    }

    /**
     * A range that includes 0.
     *
     * @param low at most 0
     * @param high at least 0
     */
    public record Range(float low, float high) {
        public Range {
            if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
                throw new IllegalArgumentException("[%s, %s] does not include 0".formatted(low, high));
            }
        }

        /** Returns the width of one of 256 equal steps. */
        float step() {
            return Math.max((high - low) / 255, 1e-8f);
        }

        /** Returns the step that represents 0, from 0 to 255. */
        int zero() {
            return Math.max(0, Math.min(255, Math.round(-low / step())));
        }
    }

    /**
     * Returns the range of one value.
     *
     * @throws IllegalArgumentException if it was not calibrated
     */
    public Range of(String value) {
        Range range = byName.get(value);
        if (range == null) {
            throw new IllegalArgumentException("value '" + value + "' was not calibrated");
        }
        return range;
    }
}
