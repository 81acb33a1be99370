package io.nerest.ingest.stream;

import io.nerest.service.access.Roles;
import io.nerest.service.http.OptionalBody;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Registers and lists streams over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/streams")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "streams")
public class StreamResource {
    private final StreamService streams;
    private final StreamHealthQueries health;

    StreamResource(StreamService streams, StreamHealthQueries health) {
        this.streams = streams;
        this.health = health;
    }

    @PUT
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register or rename a stream",
            description = "Returns 201 if the stream is new and 200 if it exists and was renamed.")
    public Response register(@PathParam("id") String id, @OptionalBody @Valid @Nullable StreamRequest request) {
        if (!StreamService.ID.matcher(id).matches()) {
            throw ProblemException.invalid(
                    "id",
                    "is '" + StreamService.shown(id)
                            + "', which is not a valid stream id: use 1 to 100 letters, digits, '.', '_' and '-', starting with"
                            + " a letter or digit");
        }
        String name = request == null || request.name() == null ? id : request.name();
        return Response.status(streams.register(id, name) ? 201 : 200)
                .entity(new StreamRequest(name))
                .build();
    }

    @GET
    @Operation(summary = "List streams", description = "Lists all streams, ordered by id.")
    public List<StreamView> list() {
        return streams.list();
    }

    @GET
    @Path("health")
    @Operation(
            summary = "How streams deliver frames",
            description =
                    "Of each stream: its frames, its last frame, the frames of the last hour, and the longest gap of the"
                            + " last 24 hours.")
    public List<StreamHealth> health() {
        return health.all();
    }
}
