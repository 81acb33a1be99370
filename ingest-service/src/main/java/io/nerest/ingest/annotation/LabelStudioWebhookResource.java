package io.nerest.ingest.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Receives the webhook events of Label Studio. */
@RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
@Path("/api/label-studio/webhook")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
public class LabelStudioWebhookResource {
    private static final String EXAMPLE = """
            {"action": "ANNOTATION_CREATED", "project": {"id": 1},
             "task": {"id": 7, "data": {"image": "/data/upload/1/0a1b2c3d-3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10.jpg"}},
             "annotation": {"id": 9, "completed_by": 1, "was_cancelled": false, "updated_at": "2026-08-01T12:00:00Z",
               "result": [{"type": "rectanglelabels", "from_name": "label", "to_name": "image",
                 "original_width": 640, "original_height": 360, "image_rotation": 0,
                 "value": {"x": 10, "y": 20, "width": 5, "height": 4, "rotation": 0, "rectanglelabels": ["fish"]}}]}}
            """;

    private final LabelStudioAnnotations annotations;

    LabelStudioWebhookResource(LabelStudioAnnotations annotations) {
        this.annotations = annotations;
    }

    /**
     * What became of an event.
     *
     * @param status {@code labelled}, or {@code ignored} with the reason
     */
    public record WebhookAnswer(String status, String reason) {}

    @POST
    @Operation(
            summary = "Receive an annotation from Label Studio",
            description =
                    "The address of a webhook for the events ANNOTATION_CREATED, ANNOTATIONS_CREATED and ANNOTATION_UPDATED,"
                            + " with the header 'Authorization: Bearer TOKEN'. The frame is the one whose id is in the task's data. An event"
                            + " that is sent again stores nothing. Skipped annotations and other events are ignored; a deleted"
                            + " annotation deletes no label.")
    @APIResponse(responseCode = "200", description = "The label is stored, or the event is ignored")
    @APIResponse(responseCode = "422", description = "The annotation cannot be a label (problem+json)")
    public WebhookAnswer receive(
            @RequestBody(
                            required = true,
                            content = @Content(examples = @ExampleObject(name = "annotation", value = EXAMPLE)))
                    @Nullable JsonNode event)
            throws IOException {
        if (event == null || !event.isObject()) {
            throw new ProblemException(422, "the body must be a JSON object: an event of Label Studio");
        }
        return annotations.store(event);
    }
}
