package io.nerest.formats.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.parse.AnnotationJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The results of an annotation as boxes. A polygon is replaced by the box around it; an image with another shape is rejected,
 * since its object would be trained as background.
 */
final class LabelStudioShapes {
    /** Results that describe the image, or a region that another result draws. */
    private static final Set<String> NO_SHAPES = Set.of(
            "choices",
            "taxonomy",
            "textarea",
            "rating",
            "number",
            "datetime",
            "pairwise",
            "ranker",
            "relation",
            "shortcut");

    /** Regions whose label is a second result of type {@code labels} with the same id. */
    private static final Set<String> WITH_SEPARATE_LABEL = Set.of("rectangle", "polygon");

    private final ImageDraft image;

    LabelStudioShapes(ImageDraft image) {
        this.image = image;
    }

    /** Adds the results of an annotation, or of a prediction, whose scores are confidences. */
    void addAll(JsonNode results, boolean predicted) throws IOException {
        Set<String> labelled = new HashSet<>();
        for (JsonNode result : results) {
            if (result.path("type").asText("").equals("labels")) {
                labelled.add(result.path("id").asText(""));
            }
        }
        for (JsonNode result : results) {
            String type = result.path("type").asText("rectanglelabels");
            boolean labelFollows = WITH_SEPARATE_LABEL.contains(type)
                    && labelled.contains(result.path("id").asText(""));
            if (!NO_SHAPES.contains(type) && !labelFollows) {
                add(type, result, result.path("value"), predicted);
            }
        }
    }

    /** Adds the elements of a field of a short export: each holds its labels beside its coordinates. */
    void addShort(JsonNode elements) throws IOException {
        for (JsonNode element : elements) {
            add(shortType(element), element, element, false);
        }
    }

    /** Whether a field of a short export holds shapes. */
    static boolean isShort(JsonNode field) {
        return field.isArray() && !shortType(field.path(0)).isEmpty();
    }

    /** The field of a shape that holds its labels. */
    private static String shortType(JsonNode element) {
        for (var names = element.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith("labels")) {
                return name;
            }
        }
        return "";
    }

    private void add(String type, JsonNode result, JsonNode value, boolean predicted) throws IOException {
        String label = value.path(type).path(0).asText("");
        OptionalDouble score = predicted && result.path("score").isNumber()
                ? OptionalDouble.of(result.path("score").asDouble())
                : OptionalDouble.empty();
        switch (type) {
            case "rectanglelabels" -> rectangle(label, value, score);
            case "polygonlabels" -> polygon(label, value.path("points"), score);
            case "labels" -> {
                if (value.path("points").isArray()) {
                    polygon(label, value.path("points"), score);
                } else if (value.has("width") && value.has("height")) {
                    rectangle(label, value, score);
                } else {
                    refuse(type);
                }
            }
            default -> refuse(type);
        }
    }

    private void refuse(String type) {
        image.reject("has a shape of type '" + type + "'; only labelled rectangles and polygons can be boxes");
    }

    private void polygon(String label, JsonNode points, OptionalDouble score) throws IOException {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (JsonNode point : points) {
            double x = AnnotationJson.number(point.path(0)) / 100;
            double y = AnnotationJson.number(point.path(1)) / 100;
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }
        image.repaired("a polygon is replaced by its bounding box");
        image.fractions(label, left, top, right - left, bottom - top, score);
    }

    private void rectangle(String label, JsonNode value, OptionalDouble score) throws IOException {
        double x = AnnotationJson.number(value.path("x")) / 100;
        double y = AnnotationJson.number(value.path("y")) / 100;
        double w = AnnotationJson.number(value.path("width")) / 100;
        double h = AnnotationJson.number(value.path("height")) / 100;
        double rotation = value.path("rotation").asDouble(0);
        if (rotation % 360 == 0) {
            image.fractions(label, x, y, w, h, score);
            return;
        }
        if (image.width() == 0 || image.height() == 0) {
            image.reject("a rectangle is rotated, and the size of the image is not known");
            return;
        }
        // Label Studio rotates clockwise around the top left corner, in pixels.
        double sine = Math.sin(Math.toRadians(rotation));
        double cosine = Math.cos(Math.toRadians(rotation));
        double aspect = (double) image.height() / image.width();
        double[] xs = {0, w * cosine, -h * aspect * sine, w * cosine - h * aspect * sine};
        double[] ys = {0, w / aspect * sine, h * cosine, w / aspect * sine + h * cosine};
        double left = Arrays.stream(xs).min().orElse(0);
        double right = Arrays.stream(xs).max().orElse(0);
        double top = Arrays.stream(ys).min().orElse(0);
        double bottom = Arrays.stream(ys).max().orElse(0);
        image.repaired("a rectangle is rotated; replaced by the upright one around it");
        image.fractions(label, x + left, y + top, right - left, bottom - top, score);
    }
}
