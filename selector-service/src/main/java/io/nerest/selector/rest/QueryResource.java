package io.nerest.selector.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selector.query.OneOffQueries;
import io.nerest.selector.query.PredictionFile;
import io.nerest.selector.query.QueryRequest;
import io.nerest.selector.query.QueryResult;
import io.nerest.selector.storage.EmbeddingMaps;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.service.access.Roles;
import io.nerest.service.http.FormFields;
import io.nerest.service.http.JsonFieldError;
import io.nerest.service.http.ProblemException;
import io.nerest.service.http.StrictJson;
import io.nerest.vision.box.ScoredBox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
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
    private static final Set<String> FIELDS = Set.of("query", "predictions");
    private static final ObjectMapper JSON = StrictJson.configure(new ObjectMapper());
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
        List<QueryRequest.Prediction> predictions = request.predictions();
        return predictions == null
                ? selected(
                        request,
                        (settings, strategy, streams) ->
                                queries.byScores(settings, strategy, streams, scoring(request.models())))
                : byPredictions(request, () -> PredictionFile.of(predictions));
    }

    @POST
    @Path("predictions")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Select frames by a file of predictions",
            description =
                    "A form with 'query', the JSON of a query without 'predictions', and the file 'predictions' of an external"
                            + " model: a JSON array of predictions, or one prediction a line, for up to 500,000 frames. The"
                            + " file is read one prediction after another and is limited by 'nerest.http.max-form-bytes'.")
    @APIResponse(responseCode = "200", description = "The selected frames by rank, each with the reason")
    @APIResponse(responseCode = "422", description = "A field or a prediction is invalid (problem+json)")
    public QueryResult selectByFile(
            @RestForm("query") @Nullable String query, @RestForm("predictions") @Nullable FileUpload predictions) {
        FormFields.requireKnown(FIELDS);
        if (predictions == null) {
            throw ProblemException.invalid("predictions", "is missing: the form contains no file of this name");
        }
        QueryRequest request = parsed(query == null || query.isBlank() ? "{}" : query);
        if (request.predictions() != null) {
            throw ProblemException.invalid("query", "has 'predictions'; send them as the file of this name");
        }
        return byPredictions(request, () -> PredictionFile.read(predictions.uploadedFile()));
    }

    private static QueryRequest parsed(String query) {
        try {
            QueryRequest request = JSON.readValue(query, QueryRequest.class);
            if (request == null) {
                throw ProblemException.invalid("query", "is null; send an object");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("query", "is invalid: " + JsonFieldError.describe(e));
        }
    }

    private interface Predictions {
        Map<UUID, List<ScoredBox>> read() throws IOException;
    }

    private interface Selection {
        QueryResult of(RoundSettings settings, String strategy, List<String> streams);
    }

    private QueryResult byPredictions(QueryRequest request, Predictions predictions) {
        return selected(request, (settings, strategy, streams) -> {
            requirePredictable(settings, request);
            try {
                return queries.byPredictions(settings, strategy, streams, predictions.read());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static QueryResult selected(QueryRequest request, Selection selection) {
        List<String> streams = orDefault(request.streams(), List.of());
        if (!streams.stream().allMatch(stream -> STREAM.matcher(stream).matches())) {
            throw ProblemException.invalid("streams", "must be ids of streams");
        }
        String strategy = orDefault(request.strategy(), "entropy");
        RoundSettings settings = settings(request, strategy);
        try {
            return selection.of(settings, strategy, streams);
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

    private static void requirePredictable(RoundSettings settings, QueryRequest request) {
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
    }

    private static <T> T orDefault(@Nullable T value, T defaultValue) {
        return value == null ? defaultValue : value;
    }
}
