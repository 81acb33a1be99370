package io.nerest.ingest.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
    private static final int MAX_SKIPPED = 100_000_000;
    private static final int MAX_NEIGHBOURS = 20;

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
     * @param total how many frames match; only with {@code skip}
     */
    public record FramePage(
            List<FrameView> frames,
            @Nullable UUID next,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {}

    private static FrameFilter.@Nullable Labels labels(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "yes" -> FrameFilter.Labels.YES;
            case "no" -> FrameFilter.Labels.NO;
            case "empty" -> FrameFilter.Labels.EMPTY;
            default -> throw ProblemException.invalid("labels", "must be yes, no or empty");
        };
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, "must be a time such as 2026-08-01T04:00:00Z");
        }
    }

    @GET
    @Operation(
            summary = "List frames",
            description =
                    "Lists frames in the order of registration, 1 to 1,000 per page. For the next page, send 'next'"
                            + " of this page as 'after'; 'skip' goes to any place and returns the 'total'. 'from' and 'to' restrict"
                            + " the time of capture, 'to' excluded. 'nearDuplicateOf' lists the frames that look nearly the same as an"
                            + " earlier frame of their stream. 'labels' is yes, no or empty (the newest label has no object);"
                            + " 'class' is a class of the newest label; 'minConfidence' and 'maxConfidence' restrict the highest"
                            + " confidence of any detection on frames that were scored.")
    public FramePage list(
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("nearDuplicateOf") @Nullable UUID nearDuplicateOf,
            @QueryParam("labels") @Nullable String labels,
            @QueryParam("class") @Nullable Integer classId,
            @QueryParam("minConfidence") @Nullable Double minConfidence,
            @QueryParam("maxConfidence") @Nullable Double maxConfidence,
            @QueryParam("skip") @Nullable Integer skip,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be in 1.." + MAX_LISTED);
        }
        if (stream != null && !StreamService.ID.matcher(stream).matches()) {
            throw ProblemException.invalid("stream", "is not a valid stream id; GET /api/streams lists the streams");
        }
        if (skip != null && (skip < 0 || skip > MAX_SKIPPED || after != null)) {
            throw ProblemException.invalid(
                    "skip", "must be in 0.." + MAX_SKIPPED + ", and cannot be combined with 'after'");
        }
        FrameFilter filter = new FrameFilter(
                stream,
                time("from", from),
                time("to", to),
                nearDuplicateOf,
                labels(labels),
                classId,
                minConfidence,
                maxConfidence);
        List<FrameView> page = skip == null ? frames.page(filter, after, limit) : frames.skippedTo(filter, skip, limit);
        return new FramePage(
                page,
                page.size() < limit ? null : page.get(page.size() - 1).id(),
                skip == null ? null : frames.count(filter));
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
    @Path("{id}/neighbours")
    @Operation(
            summary = "Get the frames of the same stream before and after a frame",
            description = "By time of capture, the nearest first, 1 to 20 on each side.")
    public Neighbours neighbours(@PathParam("id") UUID id, @QueryParam("count") @DefaultValue("2") int count) {
        if (count < 1 || count > MAX_NEIGHBOURS) {
            throw ProblemException.invalid("count", "is " + count + ", but must be in 1.." + MAX_NEIGHBOURS);
        }
        return new Neighbours(frames.before(id, count), frames.after(id, count));
    }

    /** Frames of the same stream, the nearest in time first. */
    public record Neighbours(List<FrameView> before, List<FrameView> after) {}

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
