package io.nerest.scoring.labelstudio;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.InferenceSettings;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.scoring.model.ModelCache;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Label Studio's ML-backend protocol. The backend's address in Label Studio ends with {@code /api/label-studio}. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/label-studio")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "label-studio")
public class LabelStudioBackendResource {
    private static final int MOST_TASKS = 100;
    private static final int CONFLICT = 409;
    private static final String PREDICT = """
            {"tasks": [{"id": 7, "data": {"image": "/data/upload/1/0a1b2c3d-frame.jpg"}}], "project": "1.1700000000",
             "label_config": "<View><Image name='image' value='$image'/><RectangleLabels name='label' toName='image'><Label value='fish'/></RectangleLabels></View>",
             "params": {"context": null}}
            """;

    private final ActiveModel active;
    private final InferenceSettings settings;
    private final LabelStudioImages images;

    LabelStudioBackendResource(ActiveModel active, InferenceSettings settings, LabelStudioImages images) {
        this.active = active;
        this.settings = settings;
        this.images = images;
    }

    /** The answer of a health check. */
    public record Health(
            String status, @JsonProperty("model_class") String modelClass) {}

    /** The model that predicts. */
    public record Version(@JsonProperty("model_version") String modelVersion) {}

    /** A prediction for each task, in their order. */
    public record Predictions(List<LabelStudioPrediction> results) {}

    /** Outcome of an event. */
    public record EventAnswer(String status, String reason) {}

    @GET
    @Path("health")
    @Operation(summary = "Label Studio: whether the backend runs")
    public Health health() {
        return new Health("UP", "Nerest");
    }

    @POST
    @Path("setup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Label Studio: connect a project",
            description = "Checks the labeling configuration in 'schema', and returns the active model as version.")
    @APIResponse(responseCode = "200", description = "The active model")
    @APIResponse(responseCode = "409", description = "The pod has no model yet (problem+json)")
    @APIResponse(responseCode = "422", description = "The configuration has no rectangles of an image (problem+json)")
    public Version setup(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "setup",
                                                            value =
                                                                    "{\"project\": \"1.1700000000\", \"schema\": \"<View><Image name='image' value='$image'/><RectangleLabels name='label' toName='image'/></View>\"}")))
                    @Nullable JsonNode body) {
        JsonNode request = object(body);
        if (request.path("schema").isTextual()
                && !request.path("schema").asText().isBlank()) {
            LabelingTags.of(request.path("schema").asText());
        }
        return new Version(active.modelId().orElseThrow(LabelStudioBackendResource::noModel));
    }

    @POST
    @Path("predict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Label Studio: predictions for tasks",
            description =
                    "Fetches the images of up to 100 tasks from the configured Label Studio, and returns the active model's"
                            + " boxes as rectangles of the project's RectangleLabels tag.")
    @APIResponse(responseCode = "200", description = "A prediction for each task")
    @APIResponse(
            responseCode = "409",
            description = "The pod has no model yet, or no Label Studio is configured (problem+json)")
    @APIResponse(responseCode = "422", description = "An image or the configuration cannot be used (problem+json)")
    public Predictions predict(
            @RequestBody(
                            required = true,
                            content = @Content(examples = @ExampleObject(name = "predict", value = PREDICT)))
                    @Nullable JsonNode body)
            throws InterruptedException {
        JsonNode request = object(body);
        JsonNode tasks = request.path("tasks");
        if (!tasks.isArray() || tasks.size() > MOST_TASKS) {
            throw ProblemException.invalid("tasks", "must be an array of at most " + MOST_TASKS + " tasks");
        }
        LabelingTags tags = LabelingTags.of(request.path("label_config").asText(""));
        List<LabelStudioPrediction> predictions = new ArrayList<>();
        try (ModelCache.Lease lease = active.acquire().orElseThrow(LabelStudioBackendResource::noModel)) {
            for (JsonNode task : tasks) {
                predictions.add(predict(lease.model(), task, tags));
            }
        }
        return new Predictions(predictions);
    }

    private LabelStudioPrediction predict(LoadedModel model, JsonNode task, LabelingTags tags)
            throws InterruptedException {
        String id = task.path("id").asText("(no id)");
        JsonNode address = task.path("data").path(tags.field());
        if (!address.isTextual() || address.asText().isBlank()) {
            throw ProblemException.invalid("tasks", "has a task without the field '" + tags.field() + "' in its data");
        }
        try (DecodedImage image = images.of(id, address.asText())) {
            FramePrediction prediction = settings.frameDetector(model.detector()::predict)
                    .predict(List.of(image))
                    .get(0);
            return LabelStudioPrediction.of(
                    model.modelId(),
                    prediction.detections(),
                    model.detector().classNames(),
                    tags,
                    image.width(),
                    image.height());
        }
    }

    @POST
    @Path("train")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Label Studio: start a training",
            description =
                    "Starts nothing: campaigns train on the labels that ingest receives, by its webhook for Label Studio"
                            + " or by 'nerest label-studio poll'.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "train", value = "{\"project\": \"1\"}")))
    public EventAnswer train(@Nullable JsonNode body) {
        object(body);
        return new EventAnswer(
                "ignored", "campaigns train on the labels that ingest receives; connect its webhook to the project");
    }

    @POST
    @Path("webhook")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Label Studio: events for a backend", description = "As for 'train': nothing is started.")
    @RequestBody(
            content = @Content(examples = @ExampleObject(name = "event", value = "{\"action\": \"START_TRAINING\"}")))
    public EventAnswer webhook(@Nullable JsonNode body) {
        return train(body);
    }

    private static JsonNode object(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new ProblemException(422, "the body must be a JSON object: a request of Label Studio");
        }
        return body;
    }

    private static ProblemException noModel() {
        return new ProblemException(CONFLICT, "this pod has no model yet");
    }
}
