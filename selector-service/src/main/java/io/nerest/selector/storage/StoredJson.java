package io.nerest.selector.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.InvalidEventException;
import io.nerest.selection.round.TrainingStart;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.round.Round;
import io.nerest.vision.box.LabelledBox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The JSON documents that the database stores. Documents of every earlier version are read: a field that was added later
 * gets the value that earlier versions implied. Golden examples of each version are among the tests' resources.
 */
public final class StoredJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};
    private static final TypeReference<List<LabelledBox>> BOXES = new TypeReference<>() {};

    private StoredJson() {}

    /** Returns any stored record as JSON. */
    public static String write(Object document) {
        return new String(EventJson.write(document), StandardCharsets.UTF_8);
    }

    /**
     * Reads a campaign's configuration.
     *
     * @throws UnreadableDocumentException if it is no configuration of this or an earlier version
     */
    public static CampaignConfig config(String json) {
        ObjectNode document = object("configuration", json);
        addIfAbsent(document, "ownLabels", JSON.getNodeFactory().booleanNode(false));
        // Before there was a deadline, a round waited for its labels as long as it took.
        addIfAbsent(
                document,
                "labelDeadlineSeconds",
                JSON.getNodeFactory().numberNode(CampaignRequest.LONGEST_LABEL_DEADLINE_SECONDS));
        // Before there was a choice, every training started from the base.
        addIfAbsent(document, "startFrom", JSON.getNodeFactory().textNode(TrainingStart.BASE.name()));
        addIfAbsent(document, "stop", JSON.createObjectNode());
        if (document.get("stop") instanceof ObjectNode stop) {
            for (String limit : List.of("epochs", "labels", "mAP50", "noGainRounds")) {
                addIfAbsent(stop, limit, JSON.getNodeFactory().numberNode(0));
            }
        }
        if (document.get("curriculum") instanceof ObjectNode curriculum && curriculum.has("boxThreshold")) {
            // Before regions to ignore were stored, every box below the threshold was background.
            addIfAbsent(curriculum, "ignoreThreshold", curriculum.get("boxThreshold"));
        }
        return read("configuration", document, CampaignConfig.class);
    }

    /**
     * Reads a round.
     *
     * @throws UnreadableDocumentException if it is no round of this or an earlier version
     */
    public static Round round(String json) {
        ObjectNode document = object("round", json);
        if (document.get("scores") instanceof ObjectNode scores) {
            addIfAbsent(scores, "committee", JSON.createArrayNode());
        }
        return read("round", document, Round.class);
    }

    /**
     * Reads an event that another service published and that is stored whole.
     *
     * @throws UnreadableDocumentException if it is no such event
     */
    public static <T> T event(String json, Class<T> type) {
        try {
            return EventJson.read(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (InvalidEventException e) {
            throw new UnreadableDocumentException("a stored event cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the numbers that a score was computed from. */
    public static Map<String, Double> numbers(String json) {
        try {
            return JSON.readValue(json, NUMBERS);
        } catch (JsonProcessingException e) {
            throw new UnreadableDocumentException("the parts of a stored score cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the boxes of a human label. */
    public static List<LabelledBox> boxes(String json) {
        try {
            return JSON.readValue(json, BOXES);
        } catch (JsonProcessingException e) {
            throw new UnreadableDocumentException("a stored label cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode object(String what, String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidEventException("it is no JSON object");
        } catch (JsonProcessingException | InvalidEventException e) {
            throw new UnreadableDocumentException("the stored " + what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void addIfAbsent(ObjectNode document, String field, JsonNode value) {
        if (!document.has(field)) {
            document.set(field, value);
        }
    }

    private static <T> T read(String what, ObjectNode document, Class<T> type) {
        try {
            return EventJson.read(document.toString().getBytes(StandardCharsets.UTF_8), type);
        } catch (InvalidEventException e) {
            throw new UnreadableDocumentException("the stored " + what + " cannot be read: " + e.getMessage(), e);
        }
    }
}
