package io.nerest.ingest.frame;

import io.nerest.ingest.idempotency.IdempotentRequests;
import io.nerest.ingest.idempotency.RequestFingerprint;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.access.Roles;
import io.nerest.service.http.FormFields;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Accepts archives of images over REST. */
@Path("/api/frames/archive")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "frames")
@RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
public class ArchiveUploadResource {
    private static final Set<String> FIELDS = Set.of("streamId", "capturedAt", "archive");

    private final ArchiveUploadService archives;
    private final StreamService streams;
    private final IdempotentRequests requests;

    ArchiveUploadResource(ArchiveUploadService archives, StreamService streams, IdempotentRequests requests) {
        this.requests = requests;
        this.archives = archives;
        this.streams = streams;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Upload a zip, tar or tar.gz file of images of one stream",
            description =
                    "Returns one result per entry, in the order of the archive. Each image has its entry's time of"
                            + " change as capture time, unless 'capturedAt' states one for all. Links and names with '..' are"
                            + " rejected; at most 5,000 entries.")
    public FrameUploadResource.UploadResponse upload(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RestForm("streamId") @Nullable String streamId,
            @RestForm("capturedAt") @Nullable String capturedAt,
            @RestForm("archive") @Nullable FileUpload archive)
            throws IOException {
        RequestKey requestKey = RequestKey.of(key);
        FormFields.requireKnown(FIELDS);
        if (streamId == null || streamId.isBlank()) {
            throw ProblemException.invalid("streamId", "is missing from the form");
        }
        if (archive == null) {
            throw ProblemException.invalid("archive", "is missing: the form contains no file of this name");
        }
        if (!StreamService.ID.matcher(streamId).matches() || !streams.exists(streamId)) {
            throw ProblemException.describedBy(
                    404,
                    "'streamId': stream '" + StreamService.shown(streamId)
                            + "' does not exist; register it with PUT /api/streams/ID");
        }
        Instant time = time(capturedAt);
        RequestFingerprint fingerprint = new RequestFingerprint().with(streamId).with(capturedAt);
        if (requestKey.value().isPresent()) {
            fingerprint.with(archive.uploadedFile());
        }
        return requests.answer(
                "POST /api/frames/archive",
                requestKey,
                fingerprint,
                FrameUploadResource.UploadResponse.class,
                () -> new FrameUploadResource.UploadResponse(
                        archives.register(streamId, archive.uploadedFile(), time)));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "capturedAt",
                    "is '" + StreamService.shown(text) + "', but must be a time such as 2026-08-01T12:00:00Z");
        }
    }
}
