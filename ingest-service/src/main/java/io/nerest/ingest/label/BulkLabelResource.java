package io.nerest.ingest.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.ingest.idempotency.IdempotentRequests;
import io.nerest.ingest.idempotency.RequestFingerprint;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.service.access.Roles;
import io.nerest.service.failure.Failure;
import io.nerest.service.http.JsonFieldError;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores labels of many frames over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/labels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
public class BulkLabelResource {
    private static final Logger LOG = Logger.getLogger(BulkLabelResource.class);
    private static final int MAX_LABELS = 10_000;

    private final LabelService labels;
    private final IdempotentRequests requests;
    private final ObjectMapper json;

    BulkLabelResource(LabelService labels, IdempotentRequests requests, ObjectMapper json) {
        this.labels = labels;
        this.requests = requests;
        this.json = json;
    }

    /** The outcome of each label of a request, in the order of the request. */
    public record BulkLabelResponse(List<BulkLabelResult> labels) {}

    /** The body as the OpenAPI description shows it. */
    @Schema(example = """
                    {"labels": [{"frameId": "0d9f8a52-5a3c-4d0e-9a39-2f7d0b6c1e11", "author": "olga",
                     "boxes": [{"classId": 0, "cx": 0.41, "cy": 0.6, "w": 0.12, "h": 0.08}]}]}""")
    private record Body(List<BulkLabelRequest.Label> labels) {}

    @POST
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Operation(
            summary = "Label many frames",
            description =
                    "Send up to 10,000 labels, each with 'frameId', 'author' and 'boxes', and each of another frame;"
                            + " 'baseRevision', 'effort' and 'tool' as for one label. An invalid label does not affect the"
                            + " others. A request that is repeated with the same"
                            + " 'Idempotency-Key' has the answer of the first, and stores nothing, even if other labels were stored"
                            + " in between.")
    public BulkLabelResponse labelAll(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(content = @Content(schema = @Schema(implementation = Body.class))) BulkLabelRequest request) {
        RequestKey requestKey = RequestKey.of(key);
        if (request.labels().size() > MAX_LABELS) {
            throw ProblemException.describedBy(
                    413, "'labels' has " + request.labels().size() + " labels; the limit is " + MAX_LABELS);
        }
        return requests.answer(
                "POST /api/labels",
                requestKey,
                new RequestFingerprint().with(requests.write(request)),
                BulkLabelResponse.class,
                () -> labelEach(request, requestKey));
    }

    private BulkLabelResponse labelEach(BulkLabelRequest request, RequestKey key) {
        List<BulkLabelResult> results = new ArrayList<>();
        Map<UUID, Integer> indexes = new HashMap<>();
        for (int i = 0; i < request.labels().size(); i++) {
            results.add(label(request.labels().get(i), i, indexes, key));
        }
        return new BulkLabelResponse(results);
    }

    private BulkLabelResult label(JsonNode node, int index, Map<UUID, Integer> indexes, RequestKey key) {
        String frameId = node.path("frameId").asText("");
        try {
            BulkLabelRequest.Label label = json.treeToValue(node, BulkLabelRequest.Label.class);
            if (label == null) {
                return BulkLabelResult.rejected(frameId, "the label is null; send an object");
            }
            Integer before = indexes.get(label.frameId());
            if (before != null) {
                return BulkLabelResult.rejected(
                        frameId, "'frameId' is the same as that of labels[" + before + "]; send one label per frame");
            }
            LabelView stored = labels.label(label.frameId(), label.toLabel(), key);
            indexes.put(label.frameId(), index);
            return BulkLabelResult.labelled(stored);
        } catch (LabelConflictException e) {
            return BulkLabelResult.conflict(frameId, String.valueOf(e.getMessage()), e.newest());
        } catch (ProblemException e) {
            return BulkLabelResult.rejected(frameId, String.valueOf(e.getMessage()));
        } catch (InvalidLabelException e) {
            return BulkLabelResult.rejected(frameId, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            return BulkLabelResult.rejected(frameId, JsonFieldError.describe(e));
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.TRANSIENT) {
                throw e;
            }
            UUID logId = UUID.randomUUID();
            LOG.errorf(e, "label %s failed", logId);
            return BulkLabelResult.rejected(
                    frameId, "the label failed with an internal error; the log has details under " + logId);
        }
    }
}
