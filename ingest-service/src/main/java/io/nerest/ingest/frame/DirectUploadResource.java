package io.nerest.ingest.frame;

import io.nerest.ingest.camera.CameraUploads;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Uploads of images to the object store, over REST. */
@Path("/api/frames")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "frames")
@RolesAllowed({Roles.CAMERA, Roles.ENGINEER, Roles.OPERATOR})
public class DirectUploadResource {
    private final DirectUploadService uploads;
    private final CameraUploads cameras;
    private final SecurityIdentity caller;

    DirectUploadResource(DirectUploadService uploads, CameraUploads cameras, SecurityIdentity caller) {
        this.uploads = uploads;
        this.cameras = cameras;
        this.caller = caller;
    }

    /** The body of a request for a ticket. */
    @Schema(example = """
                    {"streamId": "nayba-gate"}""")
    public record TicketRequest(@NotNull String streamId) {}

    /**
     * The body of a confirmation.
     *
     * @param key of the ticket
     * @param capturedAt the current time if absent
     */
    @Schema(example = """
                    {"streamId": "nayba-gate",
                     "key": "uploads/nayba-gate/0d9f8a52-5a3c-4d0e-9a39-2f7d0b6c1e11",
                     "capturedAt": "2026-08-01T12:00:00Z"}""")
    public record ConfirmationRequest(
            @NotNull String streamId,
            @NotNull String key,
            @Nullable Instant capturedAt) {}

    @POST
    @Path("tickets")
    @Operation(
            summary = "Get a URL to upload one image to the object store",
            description =
                    "Send the image's bytes to 'url' by PUT within 15 minutes, then confirm the upload. The URL is at"
                            + " 'nerest.s3.public-endpoint', or without it at 'nerest.s3.endpoint'. What is not confirmed"
                            + " within a day ('nerest.ingest.tickets.kept-for') is removed.")
    public UploadTicket ticket(@Valid TicketRequest request) {
        cameras.admit(caller, request.streamId(), 1, 0);
        return uploads.ticket(request.streamId());
    }

    @POST
    @Path("confirmations")
    @Operation(
            summary = "Register an image that was uploaded to the object store",
            description =
                    "Checks the image like any other upload. A confirmation may be repeated: it has the same answer"
                            + " and registers nothing twice.")
    public UploadResult confirm(@Valid ConfirmationRequest request) throws IOException {
        cameras.admit(caller, request.streamId(), 1, 0);
        Instant time = request.capturedAt();
        Instant capturedAt = time == null ? Instant.now(Clock.systemUTC()) : time;
        RegistrationOutcome outcome = uploads.confirm(request.streamId(), request.key(), capturedAt);
        outcome.rejection().ifPresent(rejected -> {
            throw ProblemException.describedBy(rejected.status(), rejected.reason());
        });
        return outcome.toResult(request.key());
    }
}
