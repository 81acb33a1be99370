package io.nerest.selector.rest;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selector.query.OneOffQueries;
import io.nerest.selector.query.QueryRequest;
import io.nerest.selector.query.QueryResult;
import io.nerest.selector.storage.EmbeddingMaps;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.vision.box.ScoredBox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Selects frames over REST without a campaign. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/queries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queries")
public class QueryResource {
    private static final int MOST_FRAMES = 10_000;
    private static final int LARGEST_SAMPLE = 10_000_000;
    private static final int MOST_MODELS = 16;
    private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String BY_SCORES =
            "{\"count\": 20, \"strategy\": \"entropy\", \"streams\": [\"weir-1\"], \"settings\": {\"minGapSeconds\": 5}}";
    private static final String BY_PREDICTIONS = """
            {"count": 1, "strategy": "least-confidence", "predictions": [
              {"frameId": "3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10",
               "boxes": [{"classId": 0, "confidence": 0.41, "cx": 0.5, "cy": 0.5, "w": 0.1, "h": 0.05}]}]}
            """;

    private final OneOffQueries queries;
    private final ModelRecords models;
    private final EmbeddingMaps scores;

    QueryResource(OneOffQueries queries, ModelRecords models, EmbeddingMaps scores) {
        this.queries = queries;
        this.models = models;
        this.scores = scores;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Select frames by a strategy, without a campaign",
            description =
                    "Selects 'count' frames without a label by 'strategy' and 'settings' (as in campaigns) from the streams"
                            + " (all by default), by the stored scores of the newest model, or of 'models'. With 'predictions'"
                            + " of an external model, it selects from the frames that these name. Nothing is stored: the same"
                            + " request selects the same frames until frames, labels or scores change. Frames without scores"
                            + " are skipped; 'notes' gives their number.")
    @APIResponse(responseCode = "200", description = "The selected frames by rank, each with the reason")
    @APIResponse(responseCode = "409", description = "No model has scored a frame (problem+json)")
    @APIResponse(responseCode = "422", description = "A field is invalid; the problem names it (problem+json)")
    public QueryResult select(
            @RequestBody(
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(name = "by scores", value = BY_SCORES),
                                                @ExampleObject(name = "by predictions", value = BY_PREDICTIONS)
                                            }))
                    QueryRequest request) {
        List<String> streams = orDefault(request.streams(), List.of());
        if (!streams.stream().allMatch(stream -> STREAM.matcher(stream).matches())) {
            throw ProblemException.invalid("streams", "must be ids of streams");
        }
        String strategy = orDefault(request.strategy(), "entropy");
        RoundSettings settings = settings(request, strategy);
        List<QueryRequest.Prediction> predictions = request.predictions();
        try {
            return predictions == null
                    ? queries.byScores(settings, strategy, streams, scoring(request.models()))
                    : queries.byPredictions(settings, strategy, streams, boxes(settings, request, predictions));
        } catch (InvalidSelectionException e) {
            throw ProblemException.ofField("settings", String.valueOf(e.getMessage()));
        }
    }

    private static RoundSettings settings(QueryRequest request, String strategy) {
        int count = inRange("count", orDefault(request.count(), 20), 1, MOST_FRAMES);
        int sample = inRange("sampleSize", orDefault(request.sampleSize(), 0), 0, LARGEST_SAMPLE);
        if (sample > 0 && sample < count) {
            throw ProblemException.invalid("sampleSize", "must be at least 'count', or 0 for all frames");
        }
        if (!Strategies.names().contains(strategy)) {
            throw ProblemException.invalid(
                    "strategy", "'" + strategy + "' is not known; GET /api/strategies lists the strategies");
        }
        try {
            ConfiguredStrategy configured = Strategies.configure(strategy, orDefault(request.settings(), Map.of()));
            return new RoundSettings(
                    configured, 0, count, sample, Optional.empty(), false, orDefault(request.seed(), 0L));
        } catch (InvalidSelectionException e) {
            throw ProblemException.ofField("settings", String.valueOf(e.getMessage()));
        }
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw ProblemException.invalid(name, "is " + value + ", but must be in " + least + ".." + most);
        }
        return value;
    }

    private List<String> scoring(@Nullable List<String> named) {
        if (named == null || named.isEmpty()) {
            return scores.newestModel()
                    .map(List::of)
                    .orElseThrow(() -> new ProblemException(
                            409, "no model has scored a frame yet; wait for scores, or send 'predictions'"));
        }
        if (named.size() > MOST_MODELS) {
            throw ProblemException.invalid("models", "has " + named.size() + " models; the limit is " + MOST_MODELS);
        }
        if (named.stream().distinct().count() < named.size()) {
            throw ProblemException.invalid("models", "names a model twice");
        }
        for (String model : named) {
            if (models.byId(model).isEmpty()) {
                throw ProblemException.invalid(
                        "models", "names a model that does not exist; GET /api/models of the trainer lists them");
            }
        }
        return named;
    }

    private static Map<UUID, List<ScoredBox>> boxes(
            RoundSettings settings, QueryRequest request, List<QueryRequest.Prediction> predictions) {
        if (request.models() != null) {
            throw ProblemException.invalid("models", "cannot be combined with 'predictions'");
        }
        if (settings.strategy().needsEmbeddings()) {
            throw ProblemException.invalid(
                    "strategy",
                    "needs embeddings, which predictions do not have; name another, or send no 'predictions'");
        }
        if (settings.strategy().strategy().committee().isPresent()) {
            throw ProblemException.invalid(
                    "strategy", "compares several models; name another, or send no 'predictions'");
        }
        Map<UUID, List<ScoredBox>> boxes = new HashMap<>();
        for (int i = 0; i < predictions.size(); i++) {
            QueryRequest.Prediction prediction = predictions.get(i);
            String field = "predictions[" + i + "]";
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
        }
        return boxes;
    }

    private static <T> T orDefault(@Nullable T value, T defaultValue) {
        return value == null ? defaultValue : value;
    }
}
