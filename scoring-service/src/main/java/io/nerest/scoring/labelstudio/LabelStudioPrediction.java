package io.nerest.scoring.labelstudio;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model detects on a task's image, in Label Studio's format.
 *
 * @param modelVersion the model's id
 * @param score the least confidence of its boxes; 1 without boxes
 * @param result a rectangle for each box
 */
public record LabelStudioPrediction(
        @JsonProperty("model_version") String modelVersion, double score, List<Rectangle> result) {

    /** A box with the tags that it belongs to. */
    public record Rectangle(
            String id,
            String type,
            @JsonProperty("from_name") String fromName,
            @JsonProperty("to_name") String toName,
            @JsonProperty("original_width") int originalWidth,
            @JsonProperty("original_height") int originalHeight,
            @JsonProperty("image_rotation") int imageRotation,
            double score,
            Value value) {}

    /** Place and size in percent of the image. */
    public record Value(
            double x,
            double y,
            double width,
            double height,
            double rotation,
            @JsonProperty("rectanglelabels") List<String> labels) {}

    /**
     * Converts detections.
     *
     * @param width of the image in pixels, in which the detections are
     * @param height of the image in pixels
     */
    static LabelStudioPrediction of(
            String modelId,
            List<Detection> detections,
            List<String> classNames,
            LabelingTags tags,
            int width,
            int height) {
        List<Rectangle> rectangles = new ArrayList<>();
        double least = 1;
        for (Detection detection : detections) {
            double left = percent(detection.box().x1(), width);
            double top = percent(detection.box().y1(), height);
            double right = percent(detection.box().x2(), width);
            double bottom = percent(detection.box().y2(), height);
            least = Math.min(least, detection.confidence());
            String name = detection.classId() < classNames.size()
                    ? classNames.get(detection.classId())
                    : "class" + detection.classId();
            rectangles.add(new Rectangle(
                    "box" + (rectangles.size() + 1),
                    "rectanglelabels",
                    tags.fromName(),
                    tags.toName(),
                    width,
                    height,
                    0,
                    detection.confidence(),
                    new Value(left, top, right - left, bottom - top, 0, List.of(name))));
        }
        return new LabelStudioPrediction(modelId, least, rectangles);
    }

    private static double percent(double pixels, int of) {
        return Math.max(0, Math.min(100, 100 * pixels / of));
    }
}
