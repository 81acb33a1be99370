package io.nerest.detector.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of the metadata in weights files, and the encoding of their values. */
public final class WeightsMetadata {
    /** The network's name: {@code yolov8n}, {@code yolov5su}. */
    public static final String ARCHITECTURE = "architecture";
    /** Text of the architecture file of a network that is not known by its name. */
    public static final String DEFINITION = "architecture_file";
    /** Class names as a JSON array, by class id. */
    public static final String NAMES = "names";
    /** Comma-separated names of convolutions without activation; absent if all have one. */
    public static final String WITHOUT_ACTIVATION = "without_activation";
    /** Side of the training images, in pixels. */
    public static final String IMGSZ = "imgsz";
    /** Release of the program that wrote the checkpoint. */
    public static final String VERSION = "version";
    /** When it was written, ISO 8601. */
    public static final String DATE = "date";
    /** Last finished epoch of the training, from 0; -1 after the training. */
    public static final String EPOCH = "epoch";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WeightsMetadata() {}

    /** Encodes class names for {@link #NAMES}. */
    public static String encodeNames(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /**
     * Returns the class names, if present.
     *
     * @throws IllegalArgumentException if the value is not a JSON array of strings
     */
    public static Optional<List<String>> names(Map<String, String> metadata) {
        String encoded = metadata.get(NAMES);
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(JSON.readValue(encoded, String[].class)));
        } catch (JsonProcessingException | NullPointerException broken) {
            throw new IllegalArgumentException(
                    "metadata '%s' is not a JSON array of class names".formatted(NAMES), broken);
        }
    }
}
