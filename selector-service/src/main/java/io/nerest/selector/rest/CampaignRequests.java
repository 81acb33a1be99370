package io.nerest.selector.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.service.http.ProblemException;
import io.nerest.service.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads campaign requests as strictly as all other bodies. */
final class CampaignRequests {

    private static final ObjectMapper JSON = StrictJson.configure(new ObjectMapper());

    private CampaignRequests() {}

    /**
     * Reads a request.
     *
     * @throws ProblemException 400 if the body is not JSON, 422 if it is no campaign request; the detail names the field
     */
    static CampaignRequest read(byte[] body) {
        JsonNode tree = tree(body);
        if (tree.isNull() || tree.isMissingNode()) {
            throw new ProblemException(422, "the body is empty or null; send a campaign as a JSON object");
        }
        if (tree.path("training") instanceof ObjectNode training) {
            // Arguments are text, as on a command line; numbers and true or false are accepted as such.
            training.properties().stream()
                    .filter(argument -> argument.getValue().isNumber()
                            || argument.getValue().isBoolean())
                    .forEach(argument -> argument.setValue(
                            TextNode.valueOf(argument.getValue().asText())));
        }
        try {
            return JSON.treeToValue(tree, CampaignRequest.class);
        } catch (JsonProcessingException e) {
            throw ProblemException.of(e);
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw ProblemException.of(e);
        } catch (IOException e) {
            throw new ProblemException(400, "the body is not valid JSON: it is not encoded as UTF-8");
        }
    }

    /**
     * Returns a request for a campaign's configuration with some fields replaced, each as a whole.
     *
     * @throws ProblemException 400 or 422 if the changes are no JSON object of campaign fields
     */
    static CampaignRequest merge(CampaignConfig config, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(config);
        return read(with(merged, changes));
    }

    private static byte[] with(ObjectNode merged, byte[] changes) {
        fields(changes).properties().forEach(field -> {
            // A field that is null counts as absent, as in a request for a new campaign.
            if (!field.getValue().isNull()) {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a request for a copy of a campaign, with the same base model unless the changes name another. */
    static CampaignRequest merge(CampaignConfig planned, String baseModelId, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(planned);
        merged.put("baseModelId", baseModelId);
        return read(with(merged, changes));
    }

    /** Returns the fields of a JSON object; none for an empty body. */
    static ObjectNode fields(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        if (tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(422, "the body must be a JSON object of the fields to change");
    }
}
