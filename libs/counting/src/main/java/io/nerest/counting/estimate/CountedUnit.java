package io.nerest.counting.estimate;

import java.time.Instant;

/**
 * A frame, or an interval of time, with what the detector or tracker counted in it.
 *
 * @param id unique in a season
 * @param stream the camera
 * @param time of the frame, or of the interval's begin
 * @param count fish or passages by the detector, at least 0; fractions are allowed, such as a sum of confidences
 */
public record CountedUnit(String id, String stream, Instant time, double count) {

    /** @throws IllegalArgumentException if the count is negative or not finite */
    public CountedUnit {
        if (!(count >= 0 && count < 1e9)) {
            throw new IllegalArgumentException("unit " + id + " has a count of " + count + "; it must be at least 0");
        }
    }
}
