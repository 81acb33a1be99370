package io.nerest.console.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.console.gateway.ServiceClient;
import io.nerest.console.gateway.ServiceName;
import io.nerest.console.session.ConsoleConfig;
import io.nerest.console.session.ConsoleSession;
import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assigns frames of the selector's queue to annotators, and sends their labels to ingest under their names. */
@ApplicationScoped
public class LabelDesk {
    /** The start of the queue that is read: more than all annotators together hold. */
    private static final int QUEUE = 500;

    private static final int NOT_FOUND = 404;

    private final ServiceClient services;
    private final Leases leases;
    private final BlindShare blind;

    LabelDesk(ServiceClient services, Leases leases, ConsoleConfig config) {
        this.services = services;
        this.leases = leases;
        this.blind = new BlindShare(config.blindShare());
    }

    /**
     * Frames for one page.
     *
     * @param open frames that wait for a label, reserved or not
     * @param frames reserved frames in the order of the queue, as the selector describes them; each with {@code blind}, and
     *     without {@code suggestion} if that is true
     */
    record Desk(int open, List<JsonNode> frames) {}

    /** Reserves frames for a page, and renews the reservations that it has. */
    Desk next(ConsoleSession session, String page, int count, @Nullable UUID campaign, @Nullable UUID season) {
        JsonNode queue = services.get(
                session,
                ServiceName.SELECTOR,
                "/api/label-queue?limit=" + QUEUE
                        + (campaign == null ? "" : "&campaign=" + campaign)
                        + (season == null ? "" : "&season=" + season));
        Map<UUID, JsonNode> open = new LinkedHashMap<>();
        queue.path("frames")
                .forEach(frame -> open.put(
                        UUID.fromString(frame.path("frame").path("frameId").asText()), frame));
        List<UUID> held = leases.take(holder(session, page), session.name(), List.copyOf(open.keySet()), count);
        List<JsonNode> frames = new ArrayList<>();
        for (UUID id : held) {
            if (open.get(id) instanceof ObjectNode frame) {
                frames.add(shown(id, frame));
            }
        }
        return new Desk(queue.path("open").asInt(), frames);
    }

    /**
     * Reserves frames that a person has chosen, and renews the reservations that the page has. They are described as in the queue,
     * with {@code label} for one that has a label.
     */
    Desk chosen(ConsoleSession session, String page, int count, List<UUID> frames) {
        List<UUID> held = leases.takeChosen(holder(session, page), frames, count);
        List<JsonNode> described = new ArrayList<>();
        for (UUID id : held) {
            stored(session, id).ifPresent(stored -> described.add(describe(session, id, stored)));
        }
        return new Desk(frames.size(), described);
    }

    /** A frame as ingest has it; empty if it was deleted since it was chosen. */
    private Optional<JsonNode> stored(ConsoleSession session, UUID id) {
        try {
            return Optional.of(services.get(session, ServiceName.INGEST, "/api/frames/" + id));
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private JsonNode describe(ConsoleSession session, UUID id, JsonNode stored) {
        ObjectNode open = JsonNodeFactory.instance.objectNode();
        open.putObject("frame")
                .put("frameId", id.toString())
                .put("streamId", stored.path("streamId").asText())
                .put("width", stored.path("width").asInt())
                .put("height", stored.path("height").asInt());
        open.set("capturedAt", stored.path("capturedAt"));
        open.putArray("requests");
        open.putArray("draws");
        open.put("blind", false);
        JsonNode labels = services.get(session, ServiceName.INGEST, "/api/frames/" + id + "/labels");
        if (labels.path(0).isObject()) {
            open.set("label", labels.path(0));
        } else if (blind.includes(id)) {
            open.put("blind", true);
        } else {
            suggestion(session, id).ifPresent(suggestion -> open.set("suggestion", suggestion));
        }
        return open;
    }

    /** The newest model's boxes; empty if none has scored the frame, or if the selector has not received it yet. */
    private Optional<JsonNode> suggestion(ConsoleSession session, UUID id) {
        try {
            JsonNode detections = services.get(session, ServiceName.SELECTOR, "/api/frames/" + id + "/detections");
            return Optional.of(detections.path(0)).filter(JsonNode::isObject);
        } catch (ProblemException notYet) {
            return Optional.empty();
        }
    }

    private ObjectNode shown(UUID id, ObjectNode frame) {
        boolean withheld = blind.includes(id);
        if (withheld) {
            frame.remove("suggestion");
        }
        return frame.put("blind", withheld);
    }

    /** Stores a label under the annotator's name, and returns the answer of ingest. */
    public ServiceClient.Answer label(ConsoleSession session, UUID frame, String page, DeskLabel label, String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("author", session.name());
        body.put("boxes", label.boxes());
        if (label.baseRevision() != null) {
            body.put("baseRevision", label.baseRevision());
        }
        if (label.effort() != null) {
            body.put("effort", label.effort());
        }
        ServiceClient.Answer answer = services.post(
                session, ServiceName.INGEST, "/api/frames/" + frame + "/labels", body, Map.of("Idempotency-Key", key));
        if (answer.status() < 300 || answer.status() == 409) {
            leases.labelled(frame, holder(session, page));
        }
        return answer;
    }

    void release(ConsoleSession session, String page) {
        leases.release(holder(session, page));
    }

    void skip(ConsoleSession session, UUID frame) {
        leases.skip(frame, session.name());
    }

    private static String holder(ConsoleSession session, String page) {
        return session.name() + "/" + page;
    }
}
