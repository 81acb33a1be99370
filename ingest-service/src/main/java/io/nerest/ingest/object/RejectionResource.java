package io.nerest.ingest.object;

import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists rejected objects over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/rejections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "frames")
public class RejectionResource {
    private final SeenObjectRepository objects;

    RejectionResource(SeenObjectRepository objects) {
        this.objects = objects;
    }

    @GET
    @Operation(
            summary = "List rejected objects",
            description = "Lists up to 1,000 objects of the bucket that did not become frames, the newest first.")
    public List<RejectedObject> list() {
        return objects.listRejected();
    }
}
