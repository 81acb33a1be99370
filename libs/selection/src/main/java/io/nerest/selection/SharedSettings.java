package io.nerest.selection;

import java.time.Duration;
import java.util.List;

/**
 * The settings that all strategies share.
 *
 * @param aggregation how the scores of a frame's boxes become the frame's score
 * @param emptyFrames how frames without detections are treated
 * @param minConfidence boxes of lower confidence are ignored, in [0, 1]
 * @param minGap least time between two frames of one camera in a batch; zero for none
 * @param nearDuplicate least cosine distance of a frame's embedding to those of the batch and of the labelled frames, in
 *     [0, 2]; 0 for off
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
     * The defaults of every strategy, {@code random} included. A tenth of the batch is empty frames: enough that annotators
     * see fish which the model misses, few enough that most frames of the batch have boxes to learn from. Boxes below a
     * confidence of 0.1 are mostly water.
     */
    public static final SharedSettings DEFAULTS =
            new SharedSettings(Aggregation.MAX, EmptyFrames.quota(0.1), 0.1, Duration.ZERO, 0, false);

    /** No filter: every frame competes, with a detection or without one. With {@code random}, a plain random draw. */
    public static final SharedSettings UNFILTERED = DEFAULTS.withEmptyFrames(EmptyFrames.CERTAIN);

    static final Setting<Aggregation> AGGREGATION = Setting.text(
            "aggregation",
            "max | mean | sum | top-K-mean",
            DEFAULTS.aggregation(),
            Aggregation::parse,
            "how the scores of a frame's boxes become the frame's score");
    static final Setting<EmptyFrames> EMPTY_FRAMES = Setting.text(
            "emptyFrames",
            "exclude | certain | uncertain | quota:P",
            DEFAULTS.emptyFrames(),
            EmptyFrames::parse,
            "frames without detections: never, last, first, or a share P of the batch at random");
    static final Setting<Double> MIN_CONFIDENCE =
            Setting.number("minConfidence", 0, 1, DEFAULTS.minConfidence(), "boxes of lower confidence are ignored");
    static final Setting<Double> MIN_GAP_SECONDS =
            Setting.number("minGapSeconds", 0, 1e9, 0, "least seconds between two frames of one camera in a batch");
    static final Setting<Double> NEAR_DUPLICATE = Setting.number(
            "nearDuplicate",
            0,
            2,
            0,
            "least cosine distance of a frame to the batch and the labelled frames; 0 for off");
    static final Setting<Boolean> CLASS_BALANCE =
            Setting.flag("classBalance", false, "an equal part of the batch for each predicted class");

    /** All shared settings, for help texts. */
    static final List<SettingDescription> DESCRIPTIONS = List.of(
            AGGREGATION.description(),
            EMPTY_FRAMES.description(),
            MIN_CONFIDENCE.description(),
            MIN_GAP_SECONDS.description(),
            NEAR_DUPLICATE.description(),
            CLASS_BALANCE.description());

    public SharedSettings {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new InvalidSelectionException(
                    "setting 'minConfidence' is " + minConfidence + ", but must be in [0, 1]");
        }
        if (minGap.isNegative()) {
            throw new InvalidSelectionException(
                    "setting 'minGapSeconds' is " + minGap.toSeconds() + ", but must not be negative");
        }
        if (!(nearDuplicate >= 0 && nearDuplicate <= 2)) {
            throw new InvalidSelectionException(
                    "setting 'nearDuplicate' is " + nearDuplicate + ", but must be in [0, 2]");
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

    static SharedSettings read(SettingValues values) {
        return new SharedSettings(
                values.get(AGGREGATION),
                values.get(EMPTY_FRAMES),
                values.get(MIN_CONFIDENCE),
                Duration.ofMillis(Math.round(values.get(MIN_GAP_SECONDS) * 1000)),
                values.get(NEAR_DUPLICATE),
                values.get(CLASS_BALANCE));
    }
}
