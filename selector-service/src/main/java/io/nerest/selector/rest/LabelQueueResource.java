package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.DrawnPseudoLabel;
import io.nerest.selector.storage.LabelQueue;
import io.nerest.selector.storage.OpenFrame;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The frames that wait for labels, over all campaigns, and what models detect on a frame. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Label queue")
public class LabelQueueResource {
    private static final int MOST = 1_000;

    private final LabelQueue queue;
    private final Batches batches;

    LabelQueueResource(LabelQueue queue, Batches batches) {
        this.queue = queue;
        this.batches = batches;
    }

    /**
     * The start of the queue.
     *
     * @param open frames that wait for a label, including those that are not listed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QueueView(int open, List<OpenFrame> frames) {}

    @GET
    @Path("/label-queue")
    @Operation(
            summary = "Frames that running campaigns and seasons wait for",
            description =
                    "Frames without a label in the current batches of all running campaigns and in the draws of all"
                            + " seasons, by their best rank. A frame that several request occurs once, with all campaigns"
                            + " in 'requests' and all seasons in 'draws'."
                            + " 'suggestion' has the boxes of the newest model that scored the frame.")
    @APIResponse(responseCode = "200", description = "The start of the queue")
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    public QueueView queue(
            @QueryParam("campaign") @Nullable UUID campaign,
            @QueryParam("season") @Nullable UUID season,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be in 1.." + MOST);
        }
        LabelQueue.Restriction restriction = new LabelQueue.Restriction(campaign, season, stream);
        return new QueueView(queue.size(restriction), queue.first(restriction, limit));
    }

    @GET
    @Path("/pseudo-labels")
    @Operation(
            summary = "A random draw of pseudo-labels",
            description =
                    "Those of each campaign's newest round that no human label has replaced, in a random order that stays"
                            + " the same: to measure how many are right, check them from the first on.")
    @APIResponse(responseCode = "200", description = "The first ones of the draw")
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    public List<DrawnPseudoLabel> pseudoLabels(
            @QueryParam("campaign") @Nullable UUID campaign, @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be in 1.." + MOST);
        }
        return batches.drawPseudoLabels(campaign, limit);
    }

    @GET
    @Path("/frames/{id}/detections")
    @Operation(summary = "What each model detected on a frame, the newest model first")
    @APIResponse(responseCode = "200", description = "Empty if no model has scored the frame")
    @APIResponse(responseCode = "404", description = "The frame is not known (problem+json)")
    public List<OpenFrame.Suggestion> detections(@PathParam("id") UUID id) {
        List<OpenFrame.Suggestion> detections = queue.detections(id);
        if (detections.isEmpty() && !queue.has(id)) {
            throw new ProblemException(404, "there is no frame " + id);
        }
        return detections;
    }
}
