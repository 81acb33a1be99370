package io.nerest.ingest.frame;

import io.nerest.detector.image.SceneVisibility;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How well cameras see: brightness and contrast of frames. */
@Path("/api/frames/{id}/visibility")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Tag(name = "frames")
public class VisibilityResource {
    private static final String IMMUTABLE = "private, max-age=31536000, immutable";
    /** Part of the tag: a change of the measure changes it. */
    private static final String MEASURE = "-visibility-1";

    private final FrameQueries frames;
    private final ObjectStore store;
    private final ImageCheck images;

    VisibilityResource(FrameQueries frames, ObjectStore store, ImageCheck images) {
        this.frames = frames;
        this.store = store;
        this.images = images;
    }

    /**
     * The measures of a frame.
     *
     * @param brightness mean luma, 0 to 1
     * @param contrast standard deviation of the luma divided by its mean, 0 or more
     * @param dark whether the brightness is below 0.08
     * @param turbid whether the contrast of an image that is not dark is below 0.05
     */
    public record VisibilityView(double brightness, double contrast, boolean dark, boolean turbid) {
        static VisibilityView of(SceneVisibility measured) {
            return new VisibilityView(
                    measured.brightness(), measured.contrast(), measured.isDark(), measured.isTurbid());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Measure darkness and contrast of a frame",
            description =
                    "'brightness' is the mean luma (BT.709), 'contrast' the standard deviation of the luma divided by its mean."
                            + " 'dark' warns of a brightness below 0.08; 'turbid' of a contrast below 0.05, as in turbid water or"
                            + " behind a dirty lens. Images are measured at 256 pixels.")
    @APIResponse(
            responseCode = "200",
            description = "The measures",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "clear water",
                                            value =
                                                    "{\"brightness\": 0.28, \"contrast\": 0.22, \"dark\": false, \"turbid\": false}")))
    @APIResponse(responseCode = "304", description = "The client has it")
    @APIResponse(responseCode = "404", description = "There is no such frame (problem+json)")
    public Response visibility(@PathParam("id") UUID id, @Context Request request) throws IOException {
        RegisteredFrameEntity frame = frames.byId(id);
        EntityTag tag = new EntityTag(frame.sha256 + MEASURE);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).header("Cache-Control", IMMUTABLE).build();
        }
        try (InputStream image = store.read(frame.image(), 0, frame.image().size())) {
            return Response.ok(VisibilityView.of(images.visibility(image.readAllBytes())))
                    .tag(tag)
                    .header("Cache-Control", IMMUTABLE)
                    .build();
        } catch (RejectedImageException e) {
            throw new ProblemException(422, String.valueOf(e.getMessage()));
        }
    }
}
