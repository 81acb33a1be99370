package io.nerest.selector.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.JsonFieldError;
import io.nerest.service.http.ProblemException;
import io.nerest.service.http.StrictJson;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Predictions of an external model, one by one, so that a file of them is never in memory as a whole. */
public final class PredictionFile {
    private static final int MOST_FRAMES = 500_000;
    private static final int MOST_BOXES = 1_000_000;
    private static final ObjectMapper JSON = StrictJson.configure(new ObjectMapper());

    private final Map<UUID, List<ScoredBox>> boxes = new HashMap<>();
    private long count;

    /**
     * Reads a file: a JSON array of predictions, or one prediction a line.
     *
     * @return boxes by frame
     * @throws ProblemException 422 if a prediction is invalid, with its number from 0
     */
    public static Map<UUID, List<ScoredBox>> read(Path file) throws IOException {
        PredictionFile read = new PredictionFile();
        int number = 0;
        try (InputStream in = Files.newInputStream(file);
                MappingIterator<QueryRequest.@Nullable Prediction> predictions =
                        JSON.readerFor(QueryRequest.Prediction.class).readValues(in)) {
            while (predictions.hasNextValue()) {
                read.add("predictions[" + number + "]", predictions.nextValue());
                number++;
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("predictions[" + number + "]", "is invalid: " + JsonFieldError.describe(e));
        }
        return read.boxes;
    }

    /**
     * Checks predictions of a request.
     *
     * @return boxes by frame
     * @throws ProblemException 422 if a prediction is invalid
     */
    public static Map<UUID, List<ScoredBox>> of(List<QueryRequest.Prediction> predictions) {
        PredictionFile read = new PredictionFile();
        for (int i = 0; i < predictions.size(); i++) {
            read.add("predictions[" + i + "]", predictions.get(i));
        }
        return read.boxes;
    }

    private void add(String field, QueryRequest.@Nullable Prediction prediction) {
        if (prediction == null) {
            throw ProblemException.invalid(field, "is null; send an object");
        }
        UUID frame = prediction.frameId();
        List<ScoredBox> detected = prediction.boxes();
        if (frame == null) {
            throw ProblemException.invalid(field + ".frameId", "is missing");
        }
        if (detected == null) {
            throw ProblemException.invalid(field + ".boxes", "is missing; send an empty list for no detection");
        }
        if (boxes.put(frame, detected) != null) {
            throw ProblemException.invalid(field + ".frameId", "is that of an earlier prediction");
        }
        count += detected.size();
        if (boxes.size() > MOST_FRAMES || count > MOST_BOXES) {
            throw ProblemException.invalid(
                    field, "is beyond the limit of %,d frames and %,d boxes".formatted(MOST_FRAMES, MOST_BOXES));
        }
    }
}
