package io.nerest.detector.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys under which weights say of themselves what they are, and the forms of their values. */
public final class WeightsMetadata {
    /** The network's name: {@code yolov8n}, {@code yolov5su}. */
    public static final String ARCHITECTURE = "architecture";
    /** Class names as a JSON array, by class id. */
    public static final String NAMES = "names";
    /** Names of convolutions that no activation follows, with commas between; absent where all have theirs. */
    public static final String WITHOUT_ACTIVATION = "without_activation";
    /** Side of the pictures it was trained on, in pixels. */
    public static final String IMGSZ = "imgsz";
    /** Release of the program that wrote the checkpoint. */
    public static final String VERSION = "version";
    /** When it was written, ISO 8601. */
    public static final String DATE = "date";
    /** Last epoch of its training, from 0; -1 where training is over. */
    public static final String EPOCH = "epoch";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WeightsMetadata() {}

    /** Class names as {@link #NAMES} holds them. */
    public static String encodeNames(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /**
     * The class names, where the weights have any.
     *
     * @throws IllegalArgumentException where the value is no JSON array of texts
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
                    "metadata '%s' is no JSON array of class names".formatted(NAMES), broken);
        }
    }
}
