package io.nerest.ingest.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.formats.AnnotationFormat;
import io.nerest.ingest.annotation.LabelStudioWebhookResource.WebhookAnswer;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.service.http.ProblemException;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores annotations of Label Studio's events as labels, by the same rules as an import of its export. */
@ApplicationScoped
public class LabelStudioAnnotations {
    private static final Set<String> STORED = Set.of("ANNOTATION_CREATED", "ANNOTATION_UPDATED");
    /** Sent when predictions are made annotations, with arrays of annotations and of their tasks. */
    private static final String MANY_CREATED = "ANNOTATIONS_CREATED";

    private static final int LONGEST_AUTHOR = 150;
    private static final int UNPROCESSABLE = 422;

    private final AnnotationImport imports;
    private final ObjectMapper json;

    LabelStudioAnnotations(AnnotationImport imports, ObjectMapper json) {
        this.imports = imports;
        this.json = json;
    }

    /**
     * Stores the annotations of an event.
     *
     * @throws ProblemException 422 if it cannot be a label
     */
    WebhookAnswer store(JsonNode event) throws IOException {
        String action = event.path("action").asText("");
        if (action.equals(MANY_CREATED)) {
            return storeAll(event.path("annotation"), event.path("task"));
        }
        return STORED.contains(action)
                ? store(event.path("annotation"), event.path("task"))
                : new WebhookAnswer("ignored", "only events of created and updated annotations are stored");
    }

    /** One invalid annotation does not affect the others, because Label Studio sends no event again. */
    private WebhookAnswer storeAll(JsonNode annotations, JsonNode tasks) throws IOException {
        if (!annotations.isArray() || annotations.isEmpty() || tasks.size() != annotations.size()) {
            throw ProblemException.invalid("annotation", "must be an array as long as 'task'");
        }
        List<ProblemException> rejected = new ArrayList<>();
        for (int i = 0; i < annotations.size(); i++) {
            try {
                store(annotations.get(i), tasks.get(i));
            } catch (ProblemException e) {
                rejected.add(e);
            }
        }
        if (rejected.size() == annotations.size()) {
            throw rejected.get(0);
        }
        return new WebhookAnswer(
                "labelled",
                rejected.isEmpty()
                        ? ""
                        : "%d of %d annotations cannot be labels: %s"
                                .formatted(
                                        rejected.size(),
                                        annotations.size(),
                                        rejected.get(0).getMessage()));
    }

    private WebhookAnswer store(JsonNode annotation, JsonNode task) throws IOException {
        if (!annotation.path("result").isArray()) {
            throw ProblemException.invalid("annotation.result", "must be an array; let the webhook send its payload");
        }
        if (annotation.path("was_cancelled").asBoolean()) {
            return new WebhookAnswer("ignored", "the task was skipped");
        }
        UUID frame = frame(task.path("data"));
        Path file = Files.createTempFile("nerest-webhook", ".json");
        try {
            Files.write(file, json.writeValueAsBytes(json.createArrayNode().add(task(frame, annotation))));
            ImportRules rules = new ImportRules(
                    Optional.of(AnnotationFormat.LABEL_STUDIO),
                    null,
                    author(annotation.path("completed_by")),
                    false,
                    false,
                    Map.of(),
                    Set.of());
            AnnotationReport report = imports.run(file, rules, key(annotation));
            return new WebhookAnswer("labelled", report.unchanged() > 0 ? "the label was stored before" : "");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Finds the frame's id in the texts of the task's data: a field, a URL, or the name of an uploaded file. */
    private static UUID frame(JsonNode data) {
        for (JsonNode value : data) {
            Optional<UUID> id = FrameMatching.frameIn(value.asText(""));
            if (id.isPresent()) {
                return id.get();
            }
        }
        throw ProblemException.invalid(
                "task.data",
                "contains no id of a frame; put the id into the task's data, or into the name of its image");
    }

    private ObjectNode task(UUID frame, JsonNode annotation) {
        ObjectNode task = json.createObjectNode();
        task.putObject("data").put("image", frame + ".jpg").put("file_name", frame + ".jpg");
        task.putArray("annotations").add(annotation);
        return task;
    }

    /** A person's number, or an object with an e-mail address. */
    private static String author(JsonNode completedBy) {
        String person = completedBy.isObject()
                ? completedBy.path("email").asText(completedBy.path("id").asText(""))
                : completedBy.asText("");
        String shown = person.length() > LONGEST_AUTHOR ? person.substring(0, LONGEST_AUTHOR) : person;
        return shown.isBlank() ? "label-studio" : "label-studio " + shown;
    }

    /** An event that is sent again after later ones must not replace them; polling finds what the webhook has sent. */
    private static RequestKey key(JsonNode annotation) {
        if (!annotation.path("id").isValueNode()) {
            throw new ProblemException(UNPROCESSABLE, "'annotation.id' is missing");
        }
        String updatedAt = annotation.path("updated_at").asText("");
        String version;
        try {
            version = OffsetDateTime.parse(updatedAt).toInstant().toString();
        } catch (DateTimeParseException e) {
            version = updatedAt + annotation.path("result");
        }
        return RequestKey.of("label-studio " + Sha256.of(annotation.path("id").asText() + "\n" + version));
    }
}
