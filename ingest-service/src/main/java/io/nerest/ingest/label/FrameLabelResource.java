package io.nerest.ingest.label;

import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** One frame's labels over REST. */
@Path("/api/frames/{id}/labels")
@Produces(MediaType.APPLICATION_JSON)
public class FrameLabelResource {
    private final LabelService labels;

    FrameLabelResource(LabelService labels) {
        this.labels = labels;
    }

    /** Labels one frame. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response label(@PathParam("id") UUID frameId, LabelRequest request) {
        try {
            return Response.status(201)
                    .entity(labels.label(frameId, request.requiredAuthor(), request.requiredBoxes()))
                    .build();
        } catch (InvalidLabelException e) {
            throw new ProblemException(e.status(), String.valueOf(e.getMessage()));
        }
    }

    /** A frame's labels, the newest first. */
    @GET
    public List<LabelView> labels(@PathParam("id") UUID frameId) {
        return labels.labels(frameId);
    }
}
