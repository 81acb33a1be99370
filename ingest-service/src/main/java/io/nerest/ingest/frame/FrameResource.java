package io.nerest.ingest.frame;

import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Frames over REST. */
@Path("/api/frames")
@Produces(MediaType.APPLICATION_JSON)
public class FrameResource {
    private static final int MOST_IMAGES = 256;
    private static final int MOST_LISTED = 1_000;

    private final UploadService uploads;
    private final FrameQueries frames;
    private final ObjectStore store;

    FrameResource(UploadService uploads, FrameQueries frames, ObjectStore store) {
        this.uploads = uploads;
        this.frames = frames;
        this.store = store;
    }

    /** What became of every picture of a request, in its order. */
    public record UploadAnswer(List<UploadResult> frames) {}

    /**
     * Takes one or many pictures of one stream. {@code capturedAt} (ISO 8601) is given once for all, or once for each in
     * their order; without it, now. One bad picture does not hold up the others: the answer is 200 and tells of each, or
     * the first refusal's status where none of them was taken.
     */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public UploadAnswer upload(
            @RestForm("streamId") @Nullable String streamId,
            @RestForm("capturedAt") @Nullable List<String> capturedAt,
            @RestForm("image") @Nullable List<FileUpload> images)
            throws IOException {
        if (streamId == null || streamId.isBlank()) {
            throw new ProblemException(400, "the form field 'streamId' is missing");
        }
        if (images == null || images.isEmpty()) {
            throw new ProblemException(400, "the form holds no file 'image'");
        }
        if (images.size() > MOST_IMAGES) {
            throw new ProblemException(
                    413, images.size() + " pictures are too many for one request; send at most " + MOST_IMAGES);
        }
        List<Instant> moments = moments(capturedAt == null ? List.of() : capturedAt, images.size());
        List<UploadResult> results = new ArrayList<>();
        List<UploadOutcome.Rejected> refusals = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            FileUpload image = images.get(i);
            UploadOutcome outcome = uploads.take(streamId, image.uploadedFile(), image.fileName(), moments.get(i));
            results.add(UploadResult.of(image.fileName(), outcome));
            if (outcome instanceof UploadOutcome.Rejected refusal) {
                refusals.add(refusal);
            }
        }
        if (refusals.size() == results.size()) {
            throw new ProblemException(refusals.get(0).status(), refusals.get(0).reason()).with("frames", results);
        }
        return new UploadAnswer(results);
    }

    private static List<Instant> moments(List<String> capturedAt, int images) {
        if (capturedAt.size() > 1 && capturedAt.size() != images) {
            throw new ProblemException(
                    400, "the form holds " + images + " images, but " + capturedAt.size() + " times 'capturedAt'");
        }
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            if (capturedAt.isEmpty()) {
                moments.add(Instant.now(Clock.systemUTC()));
            } else {
                moments.add(moment(capturedAt.get(Math.min(i, capturedAt.size() - 1))));
            }
        }
        return moments;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    400, "'capturedAt' is '" + text + "', but must be a moment such as 2026-08-01T12:00:00Z");
        }
    }

    /** A page of frames, oldest registration first. */
    public record FramePage(
            List<FrameView> frames, @Nullable String next) {}

    /**
     * Lists frames in the order they were registered.
     *
     * @param after {@code next} of the page before
     */
    @GET
    public FramePage list(
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new ProblemException(400, "'limit' must lie in 1.." + MOST_LISTED + ", not " + limit);
        }
        List<FrameView> page = frames.page(stream, after, limit);
        return new FramePage(
                page,
                page.size() < limit ? null : page.get(page.size() - 1).id().toString());
    }

    /** How many pictures came to what end. */
    @GET
    @Path("counts")
    public Map<String, Long> counts() {
        return frames.counts();
    }

    @GET
    @Path("{id}")
    public FrameView frame(@PathParam("id") UUID id) {
        return FrameView.of(frames.byId(id));
    }

    /** The picture as the camera sent it. */
    @GET
    @Path("{id}/image")
    @Produces(MediaType.WILDCARD)
    public Response image(@PathParam("id") UUID id) {
        FrameEntity frame = frames.byId(id);
        ObjectStore.Content content = store.get(frame.toRef().image());
        return Response.ok(content.bytes(), content.contentType())
                .header("ETag", '"' + frame.sha256() + '"')
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
