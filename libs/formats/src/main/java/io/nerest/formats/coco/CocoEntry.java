package io.nerest.formats.coco;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One entry of a COCO file: an image, a category, an annotation or a detection.
 *
 * @param file the file, for messages
 * @param place the entry's place in the file, such as {@code annotations entry 7}
 * @param node the JSON object
 */
public record CocoEntry(Path file, String place, JsonNode node) {

    /**
     * Returns an id as text. Image ids are whole numbers or texts.
     *
     * @throws CocoFormatException if the field is missing or of another type
     */
    public String id(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() && !value.isTextual()) {
            throw problem("needs '%s', a whole number or a text".formatted(field));
        }
        return value.asText();
    }

    /**
     * Returns a whole number.
     *
     * @throws CocoFormatException if the field is missing or of another type
     */
    public long wholeNumber(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw problem("needs '%s' to be a whole number".formatted(field));
        }
        return value.asLong();
    }

    /**
     * Returns a number, which may be infinite or NaN.
     *
     * @throws CocoFormatException if the field is missing or of another type
     */
    public double number(String field) {
        return number(node.path(field), field);
    }

    /** Returns a text, or empty if the field is missing or null. */
    public Optional<String> text(String field) {
        return node.hasNonNull(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }

    /** Returns whether the annotation covers a group of objects ({@code iscrowd}). */
    public boolean isCrowd() {
        return node.path("iscrowd").asInt(0) != 0;
    }

    /**
     * Returns x, y, width and height in pixels, which may be infinite or NaN.
     *
     * @throws CocoFormatException if {@code bbox} is not an array of four numbers
     */
    public double[] bbox() {
        JsonNode bbox = node.path("bbox");
        if (!bbox.isArray() || bbox.size() != 4) {
            throw problem("needs 'bbox', four numbers: x, y, width, height");
        }
        double[] numbers = new double[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = number(bbox.get(i), "bbox");
        }
        return numbers;
    }

    /** Creates an exception that names the file and this entry. */
    public CocoFormatException problem(String description) {
        return new CocoFormatException(file, place + " " + description);
    }

    private double number(JsonNode value, String field) {
        if (!value.isNumber()) {
            throw problem("needs '%s' to be a number".formatted(field));
        }
        return value.asDouble();
    }
}
