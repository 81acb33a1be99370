package io.nerest.ingest.frame;

import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Thumbnails of frames, for lists and grids. */
@Path("/api/frames/{id}/thumbnail")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Tag(name = "frames")
public class ThumbnailResource {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 1_024;
    private static final String IMMUTABLE = "private, max-age=31536000, immutable";

    private final FrameQueries frames;
    private final ObjectStore store;
    private final ImageCheck images;

    ThumbnailResource(FrameQueries frames, ObjectStore store, ImageCheck images) {
        this.frames = frames;
        this.store = store;
        this.images = images;
    }

    @GET
    @Produces("image/jpeg")
    @Operation(
            summary = "Get the thumbnail of a frame",
            description =
                    "A JPEG whose longer side has at least 'side' pixels, and less than twice as many if the image is a large"
                            + " JPEG; an image that is smaller, or of another format, keeps its size.")
    @APIResponse(responseCode = "200", description = "The thumbnail")
    @APIResponse(responseCode = "304", description = "The client has it")
    @APIResponse(responseCode = "404", description = "There is no such frame (problem+json)")
    @APIResponse(responseCode = "422", description = "'side' is invalid (problem+json)")
    public Response thumbnail(
            @PathParam("id") UUID id, @QueryParam("side") @DefaultValue("320") int side, @Context Request request)
            throws IOException {
        if (side < SMALLEST || side > LARGEST) {
            throw ProblemException.invalid("side", "is " + side + ", but must be in " + SMALLEST + ".." + LARGEST);
        }
        RegisteredFrameEntity frame = frames.byId(id);
        EntityTag tag = new EntityTag(frame.sha256 + "-" + side);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).header("Cache-Control", IMMUTABLE).build();
        }
        try (InputStream image = store.read(frame.image(), 0, frame.image().size())) {
            return Response.ok(images.thumbnail(image.readAllBytes(), side))
                    .tag(tag)
                    .header("Cache-Control", IMMUTABLE)
                    .header("X-Content-Type-Options", "nosniff")
                    .build();
        } catch (RejectedImageException e) {
            throw new ProblemException(422, String.valueOf(e.getMessage()));
        }
    }
}
