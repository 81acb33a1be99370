package io.nerest.ingest.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.JsonFieldError;
import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stores labels of many frames over REST. */
@Path("/api/labels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
public class BulkLabelResource {
    private static final int MAX_LABELS = 10_000;

    private final LabelService labels;
    private final ObjectMapper json;

    BulkLabelResource(LabelService labels, ObjectMapper json) {
        this.labels = labels;
        this.json = json;
    }

    /** The outcome of each label of a request, in the order of the request. */
    public record BulkLabelResponse(List<BulkLabelResult> labels) {}

    @POST
    @Operation(
            summary = "Label many frames",
            description =
                    "Send up to 10,000 labels, each with 'frameId', 'author' and 'boxes'. An invalid label does not"
                            + " affect the others.")
    public BulkLabelResponse labelAll(BulkLabelRequest request) {
        if (request.labels().size() > MAX_LABELS) {
            throw new ProblemException(
                    413, "the request contains " + request.labels().size() + " labels; the limit is " + MAX_LABELS);
        }
        return new BulkLabelResponse(request.labels().stream().map(this::label).toList());
    }

    private BulkLabelResult label(JsonNode json) {
        String frameId = json.path("frameId").asText("");
        try {
            BulkLabelRequest.Label label = this.json.treeToValue(json, BulkLabelRequest.Label.class);
            return BulkLabelResult.labelled(labels.label(label.frameId(), label.author(), label.boxes()));
        } catch (InvalidLabelException e) {
            return BulkLabelResult.rejected(frameId, String.valueOf(e.getMessage()));
        } catch (JsonMappingException e) {
            return BulkLabelResult.rejected(frameId, JsonFieldError.describe(e));
        } catch (JsonProcessingException e) {
            return BulkLabelResult.rejected(frameId, e.getOriginalMessage());
        }
    }
}
