package io.nerest.ingest.resumable;

import io.nerest.ingest.frame.FrameUploadResource;
import io.nerest.service.access.Roles;
import io.nerest.service.http.BodyConfig;
import io.nerest.service.http.OptionalBody;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Uploads of one large file in parts: tus 1.0.0 with the extensions creation, expiration and termination. */
@RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/uploads")
@Tag(name = "frames")
public class ResumableUploadResource {
    private static final String PART = "application/offset+octet-stream";

    private final ResumableUploads uploads;
    private final BodyConfig bodies;

    ResumableUploadResource(ResumableUploads uploads, BodyConfig bodies) {
        this.uploads = uploads;
        this.bodies = bodies;
    }

    /**
     * The body of a registration.
     *
     * @param capturedAt of all images; absent for the times in the archive
     */
    @Schema(example = """
                    {"capturedAt": "2026-08-01T12:00:00Z"}""")
    public record RegistrationRequest(@Nullable Instant capturedAt) {}

    @TusOperation
    @POST
    @Operation(
            summary = "Begin the upload of a large file",
            description =
                    "The protocol is tus 1.0.0 (tus.io), so its clients may be used. 'Upload-Length' is the file's length in"
                            + " bytes, 'Upload-Metadata' has 'streamId', and may have 'filename' and 'sha256', each with its"
                            + " value in Base64. 'Location' of the answer is where the parts are sent. 'Tus-Resumable' must be 1.0.0 if it is"
                            + " sent, here and in the further requests.")
    @APIResponse(responseCode = "201", description = "The upload has begun")
    @APIResponse(responseCode = "404", description = "There is no such stream (problem+json)")
    @APIResponse(responseCode = "413", description = "The file is too long (problem+json)")
    @APIResponse(responseCode = "429", description = "Too many uploads are open (problem+json)")
    public Response begin(
            @HeaderParam("Upload-Length") @Nullable String length,
            @HeaderParam("Upload-Metadata") @Nullable String metadata) {
        PartialUpload upload = uploads.begin(UploadMetadata.parse(metadata), number("Upload-Length", length));
        return answer(Response.created(URI.create("/api/uploads/" + upload.id())), upload)
                .build();
    }

    @TusOperation
    @HEAD
    @Path("{id}")
    @Operation(
            summary = "Read how much of an upload has arrived",
            description = "'Upload-Offset' of the answer is the byte to continue at.")
    @APIResponse(responseCode = "200", description = "The upload exists")
    @APIResponse(responseCode = "404", description = "There is no such upload")
    public Response state(@PathParam("id") UUID id) {
        PartialUpload upload = uploads.find(id);
        return answer(Response.ok(), upload)
                .header("Upload-Length", upload.length())
                .header("Cache-Control", "no-store")
                .build();
    }

    @TusOperation
    @PATCH
    @Path("{id}")
    @Consumes(PART)
    @Operation(
            summary = "Send the next part of an upload",
            description =
                    "The body begins at 'Upload-Offset' of the file. A part has any length up to 'nerest.http.max-form-bytes'. If"
                            + " its connection breaks, what the service had read is kept, perhaps less than was sent: read the offset,"
                            + " and continue there.")
    @APIResponse(responseCode = "204", description = "The part is stored")
    @APIResponse(responseCode = "409", description = "The upload continues at another offset (problem+json)")
    @APIResponse(responseCode = "413", description = "The part is too long (problem+json)")
    public Response append(
            @PathParam("id") UUID id, @HeaderParam("Upload-Offset") @Nullable String offset, InputStream body)
            throws IOException {
        PartialUpload upload = uploads.append(id, number("Upload-Offset", offset), body, bodies.maxFormBytes());
        return answer(Response.noContent(), upload).build();
    }

    @TusOperation
    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Remove an upload and its parts",
            description = "Frames that it became stay. An upload that is not removed expires.")
    @APIResponse(responseCode = "204", description = "The upload is removed")
    @APIResponse(responseCode = "404", description = "There is no such upload (problem+json)")
    public Response remove(@PathParam("id") UUID id) {
        uploads.remove(id);
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/frames")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register the images of a complete upload",
            description =
                    "The file is a zip, tar or tar.gz file of images, or one image. The answer is that of an archive or of an"
                            + " image that is uploaded in one request. It may be repeated: no frame is registered twice.")
    @APIResponse(responseCode = "200", description = "One result per image")
    @APIResponse(responseCode = "409", description = "The upload is not complete (problem+json)")
    @APIResponse(responseCode = "422", description = "The file cannot be used (problem+json)")
    public FrameUploadResource.UploadResponse register(
            @PathParam("id") UUID id, @OptionalBody @Nullable RegistrationRequest request) throws IOException {
        return new FrameUploadResource.UploadResponse(
                uploads.register(id, request == null ? null : request.capturedAt()));
    }

    private static Response.ResponseBuilder answer(Response.ResponseBuilder response, PartialUpload upload) {
        return response.header("Upload-Offset", upload.received())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                upload.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    private static long number(String header, @Nullable String value) {
        if (value == null || !value.matches("\\d{1,18}")) {
            throw ProblemException.invalid(header, "must be a header with a whole number of bytes");
        }
        return Long.parseLong(value);
    }
}
