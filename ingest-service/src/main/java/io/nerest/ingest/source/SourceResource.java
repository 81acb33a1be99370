package io.nerest.ingest.source;

import io.nerest.ingest.stream.StreamService;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Registers cameras, video files and watched folders over REST, and reports what they are doing. */
@Path("/api/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sources")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
public class SourceResource {
    private final SourceService sources;

    SourceResource(SourceService sources) {
        this.sources = sources;
    }

    @PUT
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Path("{stream}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register or replace the source of a stream",
            description =
                    "Replaces the whole definition, credentials included. Returns 201 if the source is new, otherwise"
                            + " 200. Credentials are stored encrypted and are never returned.")
    public Response put(@PathParam("stream") String stream, @Valid SourceRequest request) {
        requireId(stream);
        boolean created = sources.put(stream, request);
        return Response.status(created ? 201 : 200).entity(sources.get(stream)).build();
    }

    @GET
    @Operation(summary = "List sources", description = "Lists all sources with their states, ordered by stream.")
    public List<SourceView> list() {
        return sources.list();
    }

    @GET
    @Path("{stream}")
    @Operation(summary = "Get a source", description = "Returns the definition, the state and the counts of frames.")
    public SourceView get(@PathParam("stream") String stream) {
        requireId(stream);
        return sources.get(stream);
    }

    @DELETE
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Path("{stream}")
    @Operation(summary = "Remove a source", description = "The stream and its frames stay.")
    public void remove(@PathParam("stream") String stream) {
        requireId(stream);
        sources.remove(stream);
    }

    private static void requireId(String stream) {
        if (!StreamService.ID.matcher(stream).matches()) {
            throw ProblemException.invalid(
                    "stream",
                    "is '" + StreamService.shown(stream)
                            + "', which is not a valid stream id: use 1 to 100 letters, digits, '.', '_' and '-', starting with"
                            + " a letter or digit");
        }
    }
}
