package io.nerest.selector.rest;

import io.nerest.contracts.ModelPublished;
import io.nerest.selector.comparison.ModelComparison;
import io.nerest.selector.comparison.ModelComparisons;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Compares models over REST. */
@Path("/api/model-comparison")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
public class ModelComparisonResource {
    private static final int MOST_EXAMPLES = 200;
    private static final String EXAMPLE = """
            {"modelA": "base", "modelB": "7d1c-r2", "confidence": 0.25, "frames": 412, "testFrames": 120,
             "test": {"frames": 120, "faultlessA": 4, "faultlessB": 21, "faultlessBoth": 80, "pValue": 0.0009,
               "f1A": 0.71, "f1B": 0.86, "difference": 0.15, "low": 0.08, "high": 0.22},
             "examples": [{"frameId": "3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10", "streamId": "weir-1", "disagreement": 1,
               "boxesA": [], "boxesB": [{"classId": 0, "confidence": 0.81, "cx": 0.5, "cy": 0.5, "w": 0.1, "h": 0.05}]}]}
            """;

    private final ModelComparisons comparisons;
    private final ModelRecords models;

    ModelComparisonResource(ModelComparisons comparisons, ModelRecords models) {
        this.comparisons = comparisons;
        this.models = models;
    }

    @GET
    @Operation(
            summary = "Compare two models on the same frames",
            description =
                    "Models 'a' and 'b', by what they detected on frames that both have scored, of one 'stream' if it is"
                            + " given; boxes from 'confidence' on count. 'test' compares them on labelled frames from which"
                            + " neither learned: the validation frames of their campaigns, or all labelled frames if no campaign"
                            + " trained them. It has the exact McNemar test on frames without a mistake, and the difference in F1"
                            + " with its 95 % interval by a paired bootstrap over frames. 'examples' are the frames whose boxes"
                            + " differ most. POST /api/replays scores frames with a model.")
    @APIResponse(
            responseCode = "200",
            description = "The comparison",
            content = @Content(examples = @ExampleObject(name = "two models", value = EXAMPLE)))
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    public ModelComparison compare(
            @QueryParam("a") @Nullable String a,
            @QueryParam("b") @Nullable String b,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("confidence") @DefaultValue("0.25") double confidence,
            @QueryParam("limit") @DefaultValue("12") int limit) {
        ModelPublished first = model("a", a);
        ModelPublished second = model("b", b);
        if (first.modelId().equals(second.modelId())) {
            throw ProblemException.invalid("b", "must be another model than 'a'");
        }
        if (!first.classNames().equals(second.classNames())) {
            throw ProblemException.invalid(
                    "b",
                    "has the classes " + second.classNames() + ", but 'a' has " + first.classNames()
                            + "; only models of the same classes can be compared");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw ProblemException.invalid("confidence", "must be from 0 to 1, not " + confidence);
        }
        if (limit < 0 || limit > MOST_EXAMPLES) {
            throw ProblemException.invalid("limit", "must be from 0 to " + MOST_EXAMPLES + ", not " + limit);
        }
        return comparisons.of(first, second, stream, confidence, limit);
    }

    private ModelPublished model(String name, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw ProblemException.invalid(name, "is missing: the id of a model");
        }
        return models.byId(id)
                .orElseThrow(() -> ProblemException.invalid(
                        name, "there is no model of this id; GET /api/models of the trainer lists them"));
    }
}
