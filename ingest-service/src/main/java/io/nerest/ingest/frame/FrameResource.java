package io.nerest.ingest.frame;

import io.nerest.ingest.stream.StreamService;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Returns frames and their images over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/frames")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "frames")
public class FrameResource {
    private static final int MAX_LISTED = 1_000;

    private final FrameQueries frames;
    private final ImageResponse images;

    FrameResource(FrameQueries frames, ObjectStore store) {
        this.frames = frames;
        this.images = new ImageResponse(store);
    }

    /**
     * A page of frames.
     *
     * @param next the parameter {@code after} of the next page; null if this is the last page
     */
    public record FramePage(
            List<FrameView> frames, @Nullable UUID next) {}

    @GET
    @Operation(
            summary = "List frames",
            description =
                    "Lists frames in the order of registration, 1 to 1,000 per page. For the next page, send 'next'"
                            + " of this page as 'after'.")
    public FramePage list(
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be in 1.." + MAX_LISTED);
        }
        if (stream != null && !StreamService.ID.matcher(stream).matches()) {
            throw ProblemException.invalid("stream", "is not a valid stream id; GET /api/streams lists the streams");
        }
        List<FrameView> page = frames.page(stream, after, limit);
        return new FramePage(
                page, page.size() < limit ? null : page.get(page.size() - 1).id());
    }

    @GET
    @Path("counts")
    @Operation(summary = "Count images by outcome")
    public FrameCounts counts() {
        return frames.counts();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Get a frame")
    public FrameView frame(@PathParam("id") UUID id) {
        return frames.byId(id).toView();
    }

    @GET
    @Path("{id}/image")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Get a frame's image",
            description = "Returns the bytes that the camera sent; a part of them for the header 'Range', and 304 if"
                    + " 'If-None-Match' has the image's ETag.")
    public Response image(@PathParam("id") UUID id, @Context Request request, @Context HttpHeaders headers) {
        return images.to(request, headers, frames.byId(id));
    }
}
