package io.nerest.ingest.source;

import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tries cameras before they are registered. */
@Path("/api/source-previews")
@Tag(name = "sources")
@RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
public class SourcePreviewResource {
    private final SourcePreview preview;

    SourcePreviewResource(SourcePreview preview) {
        this.preview = preview;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("image/jpeg")
    @Operation(
            summary = "Get one frame of a camera that need not be registered",
            description =
                    "Takes the definition of a camera as PUT /api/sources/{stream} does, connects to it, and returns its first"
                            + " frame as it would be stored. Nothing is stored. At most two previews run at a time.")
    @APIResponse(responseCode = "200", description = "The frame")
    @APIResponse(
            responseCode = "422",
            description = "A field is invalid, or the camera sends no frame within 20 seconds (problem+json)")
    @APIResponse(responseCode = "503", description = "Two other previews are in progress (problem+json)")
    public Response preview(@Valid SourceRequest request) throws IOException, InterruptedException {
        return Response.ok(preview.of(request))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
