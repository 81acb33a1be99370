package io.nerest.ingest.label;

import io.nerest.ingest.idempotency.IdempotentRequests;
import io.nerest.ingest.idempotency.RequestFingerprint;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Stores and returns the labels of one frame over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/frames/{id}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
public class FrameLabelResource {
    private final LabelService labels;
    private final IdempotentRequests requests;

    FrameLabelResource(LabelService labels, IdempotentRequests requests) {
        this.labels = labels;
        this.requests = requests;
    }

    @POST
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Label a frame",
            description = "Stores a new revision. If the newest revision has the same author and boxes, it is returned"
                    + " unchanged. With 'baseRevision', a label that was made from an older revision is refused: 409,"
                    + " with the other label in 'newest'. 'effort' records how the label was made. A request that is"
                    + " repeated with the same 'Idempotency-Key' has the answer of the first.")
    @APIResponse(responseCode = "201", description = "The label is stored")
    @APIResponse(responseCode = "404", description = "There is no such frame (problem+json)")
    @APIResponse(
            responseCode = "409",
            description = "Another label was stored meanwhile; it is in 'newest' (problem+json)")
    @APIResponse(responseCode = "422", description = "A field is invalid; the problem names it (problem+json)")
    public Response label(
            @PathParam("id") UUID frameId, @HeaderParam("Idempotency-Key") @Nullable String key, LabelRequest request) {
        RequestKey requestKey = RequestKey.of(key);
        try {
            return Response.status(201)
                    .entity(requests.answer(
                            "POST /api/frames/" + frameId + "/labels",
                            requestKey,
                            new RequestFingerprint().with(requests.write(request)),
                            LabelView.class,
                            () -> labels.label(frameId, request.toLabel(), requestKey)))
                    .build();
        } catch (LabelConflictException e) {
            throw ProblemException.describedBy(409, String.valueOf(e.getMessage()))
                    .with("newest", e.newest());
        } catch (InvalidLabelException e) {
            throw ProblemException.describedBy(e.status(), String.valueOf(e.getMessage()));
        }
    }

    @POST
    @Path("{revision}/restore")
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Restore an earlier revision of a frame's label",
            description =
                    "Undoes what was labelled since: the boxes of the earlier revision become a new revision, and all"
                            + " revisions are kept. Revision 0 is that before the first label: the frame has no label then, and"
                            + " may be selected again. 'baseRevision' is the newest revision that the annotator saw.")
    @APIResponse(responseCode = "201", description = "The label is stored")
    @APIResponse(responseCode = "404", description = "There is no such frame or revision (problem+json)")
    @APIResponse(
            responseCode = "409",
            description = "Another label was stored meanwhile; it is in 'newest' (problem+json)")
    @APIResponse(responseCode = "422", description = "A field is invalid; the problem names it (problem+json)")
    public Response restore(
            @PathParam("id") UUID frameId,
            @PathParam("revision") int revision,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            RestoreRequest request) {
        RequestKey requestKey = RequestKey.of(key);
        try {
            return Response.status(201)
                    .entity(requests.answer(
                            "POST /api/frames/" + frameId + "/labels/" + revision + "/restore",
                            requestKey,
                            new RequestFingerprint().with(requests.write(request)),
                            LabelView.class,
                            () -> labels.restore(frameId, revision, request, requestKey)))
                    .build();
        } catch (LabelConflictException e) {
            throw ProblemException.describedBy(409, String.valueOf(e.getMessage()))
                    .with("newest", e.newest());
        } catch (InvalidLabelException e) {
            throw ProblemException.describedBy(e.status(), String.valueOf(e.getMessage()));
        }
    }

    @GET
    @Operation(summary = "List a frame's labels", description = "Lists all revisions, the newest first.")
    public List<LabelView> labels(@PathParam("id") UUID frameId) {
        try {
            return labels.labels(frameId);
        } catch (InvalidLabelException e) {
            throw ProblemException.describedBy(e.status(), String.valueOf(e.getMessage()));
        }
    }
}
