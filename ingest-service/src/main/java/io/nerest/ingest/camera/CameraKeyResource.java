package io.nerest.ingest.camera;

import io.nerest.service.access.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Keys of cameras over REST. */
@RolesAllowed(Roles.OPERATOR)
@Path("/api/streams/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "streams")
public class CameraKeyResource {
    private static final int CREATED = 201;

    private final CameraKeyService keys;
    private final SecurityIdentity caller;

    CameraKeyResource(CameraKeyService keys, SecurityIdentity caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Create a key of a stream's camera",
            description =
                    "Returns the key once; only a hash is stored. A stream has at most two keys, so that a camera can"
                            + " change to the second before the first is deleted.")
    public Response create(@PathParam("id") String streamId) {
        return Response.status(CREATED)
                .entity(keys.create(streamId, caller.getPrincipal().getName()))
                .build();
    }

    @GET
    @Operation(summary = "List the keys of a stream", description = "The oldest first, without their secrets.")
    public List<CameraKeyView> list(@PathParam("id") String streamId) {
        return keys.list(streamId);
    }

    @DELETE
    @Path("{key}")
    @Operation(summary = "Delete a key of a stream", description = "Uploads with it are answered with 401 from now on.")
    public void delete(@PathParam("id") String streamId, @PathParam("key") String keyId) {
        keys.delete(streamId, keyId);
    }
}
