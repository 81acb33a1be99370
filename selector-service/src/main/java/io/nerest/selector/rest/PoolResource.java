package io.nerest.selector.rest;

import io.nerest.selector.pool.Pool;
import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Counts of the frames and labels that the selector has received. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/pool")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pool")
public class PoolResource {

    private final Pool pool;

    public PoolResource(Pool pool) {
        this.pool = pool;
    }

    /**
     * Counts over all streams and by stream.
     *
     * @param frames registered frames
     * @param labelled frames with a human label
     */
    public record PoolCounts(long frames, long labelled, List<Pool.StreamCount> streams) {}

    @GET
    @Operation(summary = "How many frames and labels have been received, by stream")
    public PoolCounts counts() {
        List<Pool.StreamCount> streams = pool.counts();
        return new PoolCounts(
                streams.stream().mapToLong(Pool.StreamCount::frames).sum(),
                streams.stream().mapToLong(Pool.StreamCount::labelled).sum(),
                streams);
    }
}
