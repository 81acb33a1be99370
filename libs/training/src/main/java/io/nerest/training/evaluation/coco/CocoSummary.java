package io.nerest.training.evaluation.coco;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * COCO's figures for one file of detections.
 *
 * @param all averaged over categories
 * @param perClass by the category's name, in the order of ids
 * @param maxDets maximum number of detections per image and category
 * @param images images of the annotation file
 * @param instances its objects, crowds left out
 * @param detections detections of known categories
 */
public record CocoSummary(
        AveragePrecisions all,
        @JsonProperty("per_class") Map<String, AveragePrecisions> perClass,
        int maxDets,
        int images,
        int instances,
        int detections) {

    /**
     * Average precisions, 0 to 1; null if there is no object that could be found.
     *
     * @param map50To95 IoU .50 to .95 by .05
     * @param map50 at IoU .5
     * @param map75 at IoU .75
     * @param small IoU .50 to .95, areas up to 32 x 32
     * @param medium up to 96 x 96
     * @param large above
     */
    public record AveragePrecisions(
            @JsonProperty("mAP50_95") @Nullable Double map50To95,
            @JsonProperty("mAP50") @Nullable Double map50,
            @JsonProperty("mAP75") @Nullable Double map75,
            @Nullable Double small,
            @Nullable Double medium,
            @Nullable Double large) {

        static AveragePrecisions meanOf(List<AveragePrecisions> categories) {
            return new AveragePrecisions(
                    mean(categories, AveragePrecisions::map50To95),
                    mean(categories, AveragePrecisions::map50),
                    mean(categories, AveragePrecisions::map75),
                    mean(categories, AveragePrecisions::small),
                    mean(categories, AveragePrecisions::medium),
                    mean(categories, AveragePrecisions::large));
        }

        private static @Nullable Double mean(
                List<AveragePrecisions> categories, Function<AveragePrecisions, @Nullable Double> figure) {
            OptionalDouble mean = categories.stream()
                    .map(figure)
                    .filter(value -> value != null)
                    .mapToDouble(Double::doubleValue)
                    .average();
            return mean.isPresent() ? (Double) mean.getAsDouble() : null;
        }
    }
}
