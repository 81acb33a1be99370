package io.nerest.ingest.frame;

import io.nerest.ingest.camera.CameraUploads;
import io.nerest.ingest.idempotency.IdempotentRequests;
import io.nerest.ingest.idempotency.RequestFingerprint;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.access.Roles;
import io.nerest.service.http.FormFields;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Accepts images over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/frames")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "frames")
public class FrameUploadResource {
    private static final int MAX_IMAGES = 256;
    private static final Set<String> FIELDS = Set.of("streamId", "capturedAt", "image");

    private final UploadService uploads;
    private final CameraUploads cameras;
    private final SecurityIdentity caller;
    private final IdempotentRequests requests;

    FrameUploadResource(
            UploadService uploads, CameraUploads cameras, SecurityIdentity caller, IdempotentRequests requests) {
        this.uploads = uploads;
        this.cameras = cameras;
        this.caller = caller;
        this.requests = requests;
    }

    /** The outcome of each image of a request, in the order of the request. */
    public record UploadResponse(List<UploadResult> frames) {}

    @POST
    @RolesAllowed({Roles.CAMERA, Roles.ENGINEER, Roles.OPERATOR})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Upload images of one stream",
            description =
                    "Send up to 256 files as 'image'. Send 'capturedAt' (ISO 8601) once for all images or once per"
                            + " image; the default is the current time. A rejected image does not affect the others. The response"
                            + " is 200 with one result per image, or the status of the first rejection if all images are"
                            + " rejected. A request that is repeated with the same 'Idempotency-Key' has the answer of the"
                            + " first.")
    public UploadResponse upload(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RestForm("streamId") @Nullable String streamId,
            @RestForm("capturedAt") @Nullable List<String> capturedAt,
            @RestForm("image") @Nullable List<FileUpload> images)
            throws IOException {
        RequestKey requestKey = RequestKey.of(key);
        FormFields.requireKnown(FIELDS);
        if (streamId == null || streamId.isBlank()) {
            throw ProblemException.invalid("streamId", "is missing from the form");
        }
        if (images == null || images.isEmpty()) {
            throw ProblemException.invalid("image", "is missing: the form contains no file of this name");
        }
        if (images.size() > MAX_IMAGES) {
            throw ProblemException.describedBy(
                    413, "'image' occurs " + images.size() + " times; the limit is " + MAX_IMAGES);
        }
        cameras.admit(
                caller,
                streamId,
                images.size(),
                images.stream().mapToLong(FileUpload::size).sum());
        List<Instant> times = captureTimes(capturedAt == null ? List.of() : capturedAt, images.size());
        RequestFingerprint fingerprint = new RequestFingerprint().with(streamId);
        if (requestKey.value().isPresent()) {
            (capturedAt == null ? List.<String>of() : capturedAt).forEach(fingerprint::with);
            for (FileUpload image : images) {
                fingerprint.with(image.fileName()).with(image.uploadedFile());
            }
        }
        return requests.answer(
                "POST /api/frames",
                requestKey,
                fingerprint,
                UploadResponse.class,
                () -> uploadEach(streamId, images, times));
    }

    private UploadResponse uploadEach(String streamId, List<FileUpload> images, List<Instant> times)
            throws IOException {
        List<UploadResult> results = new ArrayList<>();
        List<RegistrationOutcome.Rejected> rejections = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            FileUpload image = images.get(i);
            String name = image.fileName() == null ? "" : image.fileName();
            RegistrationOutcome outcome = uploads.register(streamId, image.uploadedFile(), name, times.get(i));
            results.add(outcome.toResult(name));
            outcome.rejection().ifPresent(rejections::add);
        }
        if (rejections.size() == results.size()) {
            RegistrationOutcome.Rejected first = rejections.get(0);
            throw ProblemException.describedBy(first.status(), first.reason()).with("frames", results);
        }
        return new UploadResponse(results);
    }

    private static List<Instant> captureTimes(List<String> capturedAt, int images) {
        if (capturedAt.size() > 1 && capturedAt.size() != images) {
            throw ProblemException.invalid(
                    "capturedAt",
                    "occurs " + capturedAt.size() + " times for " + images
                            + " images; send one value, or one per image");
        }
        if (capturedAt.size() == images) {
            return capturedAt.stream().map(FrameUploadResource::captureTime).toList();
        }
        Instant time = capturedAt.isEmpty() ? Instant.now(Clock.systemUTC()) : captureTime(capturedAt.get(0));
        return Collections.nCopies(images, time);
    }

    private static Instant captureTime(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "capturedAt",
                    "is '" + StreamService.shown(text) + "', but must be a time such as 2026-08-01T12:00:00Z");
        }
    }
}
