package io.nerest.ingest.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Labels over REST, many at once. */
@Path("/api/labels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LabelResource {
    private static final int MOST_LABELS = 10_000;

    private final LabelService labels;
    private final ObjectMapper json;

    LabelResource(LabelService labels, ObjectMapper json) {
        this.labels = labels;
        this.json = json;
    }

    /** What became of every label of a request, in its order. */
    public record BulkAnswer(List<LabelResult> labels) {}

    /** Labels many frames, {@code {"labels": [{"frameId", "author", "boxes"}]}}; a bad one does not hold up the others. */
    @POST
    public BulkAnswer labelMany(JsonNode request) {
        JsonNode all = request.path("labels");
        if (!all.isArray()) {
            throw new ProblemException(400, "'labels' must be a list");
        }
        if (all.size() > MOST_LABELS) {
            throw new ProblemException(
                    413, all.size() + " labels are too many for one request; send at most " + MOST_LABELS);
        }
        List<LabelResult> results = new ArrayList<>();
        all.forEach(label -> results.add(labelOne(label)));
        return new BulkAnswer(results);
    }

    private LabelResult labelOne(JsonNode label) {
        String frameId = label.path("frameId").asText("");
        try {
            LabelRequest request = json.treeToValue(label, LabelRequest.class);
            LabelView view = labels.label(id(frameId), request.requiredAuthor(), request.requiredBoxes());
            return new LabelResult(frameId, "LABELLED", view.revision(), null);
        } catch (InvalidLabelException e) {
            return new LabelResult(frameId, "REJECTED", null, e.getMessage());
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new LabelResult(frameId, "REJECTED", null, cause.getMessage());
        }
    }

    private static UUID id(String text) throws InvalidLabelException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidLabelException(422, "'frameId' is '" + text + "', which is no frame's id");
        }
    }
}
