package io.nerest.ingest.bucket;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Objects of the bucket that did not become frames, over REST. */
@Path("/api/rejections")
@Produces(MediaType.APPLICATION_JSON)
public class RejectionResource {
    private final SeenObjects objects;

    RejectionResource(SeenObjects objects) {
        this.objects = objects;
    }

    @GET
    public List<SeenObjects.RejectedObject> rejected() {
        return objects.rejected();
    }
}
