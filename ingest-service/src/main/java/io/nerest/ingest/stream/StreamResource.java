package io.nerest.ingest.stream;

import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams over REST. */
@Path("/api/streams")
@Produces(MediaType.APPLICATION_JSON)
public class StreamResource {
    private final StreamRegistry streams;

    StreamResource(StreamRegistry streams) {
        this.streams = streams;
    }

    /** A stream to be. */
    public record StreamRequest(@Nullable String name) {}

    /** A stream. */
    public record StreamView(String id, String name, Instant createdAt) {}

    /** Registers a stream, or names it anew; 201 where it is new. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(@PathParam("id") String id, @Nullable StreamRequest request) {
        if (!StreamRegistry.ID.matcher(id).matches()) {
            throw new ProblemException(
                    422, "'" + id + "' is no stream id: it takes 1 to 100 letters, digits, '.', '_' and '-'");
        }
        String name = request == null || request.name() == null ? id : request.name();
        return Response.status(streams.register(id, name) ? 201 : 200)
                .entity(new StreamRequest(name))
                .build();
    }

    @GET
    public List<StreamView> all() {
        return streams.all().stream()
                .map(stream -> new StreamView(stream.id(), stream.name(), stream.createdAt()))
                .toList();
    }
}
