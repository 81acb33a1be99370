package io.nerest.selector.rest;

import io.nerest.selector.pool.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the selector knows of frames; a campaign can only choose from these. */
@Path("/api/pool")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pool")
public class PoolResource {

    private final Pool pool;

    public PoolResource(Pool pool) {
        this.pool = pool;
    }

    /**
     * Frames and labels that have come so far, in all and by camera.
     *
     * @param frames registered frames
     * @param labelled frames with a human label
     */
    public record PoolView(long frames, long labelled, List<Pool.StreamCount> streams) {}

    @GET
    @Operation(summary = "How many frames and labels have come, by camera")
    public PoolView counts() {
        List<Pool.StreamCount> streams = pool.counts();
        return new PoolView(
                streams.stream().mapToLong(Pool.StreamCount::frames).sum(),
                streams.stream().mapToLong(Pool.StreamCount::labelled).sum(),
                streams);
    }
}
