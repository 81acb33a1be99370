package io.nerest.selection;

import java.time.Duration;

/**
 * What stands beside a strategy, alike for all of them.
 *
 * @param aggregation how boxes become a frame's number
 * @param emptyFrames what to do with frames on which the model sees nothing
 * @param minConfidence boxes below it are taken as not seen, 0 to 1
 * @param minGap least time between two frames of one camera in a batch; zero for none
 * @param nearDuplicate frames whose embedding lies closer than this to one of the batch or of the labelled frames are
 *     left out; cosine distance, 0 (off) to 2
 * @param classBalance whether each predicted class gets an equal part of the batch, as far as the pool has it
 */
public record SharedSettings(
        Aggregation aggregation,
        EmptyFrames emptyFrames,
        double minConfidence,
        Duration minGap,
        double nearDuplicate,
        boolean classBalance) {

    /**
     * A tenth of the batch is empty frames: enough that fish which the model misses are seen by a person at all, few
     * enough that the batch teaches boxes. Boxes below 0.1 are mostly water.
     */
    public static final SharedSettings DEFAULTS =
            new SharedSettings(Aggregation.MAX, EmptyFrames.quota(0.1), 0.1, Duration.ZERO, 0, false);

    public SharedSettings {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new InvalidSelectionException("minConfidence " + minConfidence + " must lie in [0, 1]");
        }
        if (minGap.isNegative()) {
            throw new InvalidSelectionException("minGapSeconds " + minGap.toSeconds() + " must not be negative");
        }
        if (!(nearDuplicate >= 0 && nearDuplicate <= 2)) {
            throw new InvalidSelectionException(
                    "nearDuplicate " + nearDuplicate + " must lie in [0, 2], being a cosine distance");
        }
    }

    public SharedSettings withAggregation(Aggregation other) {
        return new SharedSettings(other, emptyFrames, minConfidence, minGap, nearDuplicate, classBalance);
    }

    public SharedSettings withEmptyFrames(EmptyFrames other) {
        return new SharedSettings(aggregation, other, minConfidence, minGap, nearDuplicate, classBalance);
    }

    public SharedSettings withMinConfidence(double other) {
        return new SharedSettings(aggregation, emptyFrames, other, minGap, nearDuplicate, classBalance);
    }

    public SharedSettings withMinGap(Duration other) {
        return new SharedSettings(aggregation, emptyFrames, minConfidence, other, nearDuplicate, classBalance);
    }

    public SharedSettings withNearDuplicate(double other) {
        return new SharedSettings(aggregation, emptyFrames, minConfidence, minGap, other, classBalance);
    }

    public SharedSettings withClassBalance(boolean other) {
        return new SharedSettings(aggregation, emptyFrames, minConfidence, minGap, nearDuplicate, other);
    }

    static SharedSettings read(Options options, SharedSettings defaults) {
        return new SharedSettings(
                options.text("aggregation").map(Aggregation::parse).orElse(defaults.aggregation),
                options.text("emptyFrames").map(EmptyFrames::parse).orElse(defaults.emptyFrames),
                options.number("minConfidence", defaults.minConfidence),
                seconds(options.number("minGapSeconds", 0)),
                options.number("nearDuplicate", 0),
                options.flag("classBalance", false));
    }

    private static Duration seconds(double seconds) {
        if (!(Math.abs(seconds) <= 1e9)) {
            throw new InvalidSelectionException("minGapSeconds " + seconds + " is no number of seconds");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
