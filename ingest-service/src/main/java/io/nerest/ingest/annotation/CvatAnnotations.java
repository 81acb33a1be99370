package io.nerest.ingest.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.formats.AnnotationFormat;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.service.http.ProblemException;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores the annotations of completed jobs of CVAT as labels. What CVAT sends in an event only names the job: its annotations are
 * read from CVAT, so an event that is late or sent again stores nothing that is outdated.
 */
@ApplicationScoped
public class CvatAnnotations {
    private static final String COMPLETED = "completed";
    private static final int LONGEST_AUTHOR = 150;
    private static final int UNPROCESSABLE = 422;

    private final CvatServer server;
    private final CvatProgress progress;
    private final AnnotationImport imports;

    CvatAnnotations(CvatServer server, CvatProgress progress, AnnotationImport imports) {
        this.server = server;
        this.progress = progress;
        this.imports = imports;
    }

    /**
     * Stores the annotations of all completed jobs of a project that have changed.
     *
     * @throws ProblemException 409 if no CVAT is configured; 502 if it cannot be read
     */
    CvatReport storeProject(long project) throws IOException {
        CvatReport report = CvatReport.NONE;
        for (JsonNode job : server.list("/api/jobs?project_id=" + project + "&state=" + COMPLETED)) {
            report = report.plus(store(job));
        }
        return report;
    }

    /** Stores the annotations of a job if it is completed and has changed; throws as for a project. */
    CvatReport storeJob(long id) throws IOException {
        return store(server.get("/api/jobs/" + id));
    }

    private CvatReport store(JsonNode job) throws IOException {
        long id = job.path("id").asLong();
        String updatedAt = job.path("updated_date").asText("");
        // Ground truth repeats frames of other jobs, to measure their annotators.
        if (!job.path("state").asText().equals(COMPLETED)
                || job.path("type").asText().equals("ground_truth")
                || progress.hasJob(id, updatedAt)) {
            return CvatReport.NONE;
        }
        long task = job.path("task_id").asLong();
        JsonNode annotations = server.get("/api/jobs/" + id + "/annotations");
        JsonNode meta = server.get("/api/tasks/" + task + "/data/meta");
        Map<Long, String> labels = new HashMap<>();
        for (JsonNode label : server.list("/api/labels?task_id=" + task)) {
            labels.put(label.path("id").asLong(), label.path("name").asText());
        }
        Map<Integer, List<JsonNode>> shapes = new HashMap<>();
        annotations
                .path("shapes")
                .forEach(shape -> shapes.computeIfAbsent(shape.path("frame").asInt(), unused -> new ArrayList<>())
                        .add(shape));
        Set<Integer> deleted = new HashSet<>();
        meta.path("deleted_frames").forEach(number -> deleted.add(number.asInt()));
        CvatReport report = new CvatReport(1, 0, 0, 0, List.of());
        if (!annotations.path("tracks").isEmpty()) {
            return report.plus(refused("job " + id + " has tracks; annotate shapes, frame by frame"));
        }
        int last = Math.min(job.path("stop_frame").asInt(), meta.path("frames").size() - 1);
        for (int number = job.path("start_frame").asInt(); number <= last; number++) {
            JsonNode frame = meta.path("frames").path(number);
            Optional<UUID> known = FrameMatching.frameIn(frame.path("name").asText(""));
            if (known.isPresent() && !deleted.contains(number)) {
                report = report.plus(
                        store(id, known.get(), frame, shapes.getOrDefault(number, List.of()), labels, author(job)));
            }
        }
        if (report.refused() == 0) {
            progress.noteJob(id, updatedAt);
        }
        return report;
    }

    private static CvatReport refused(long job, UUID frame, String reason) {
        return refused("job " + job + ", frame " + frame + ": " + reason);
    }

    private static CvatReport refused(String reason) {
        return new CvatReport(0, 0, 0, 1, List.of(reason));
    }

    private CvatReport store(
            long job, UUID frame, JsonNode meta, List<JsonNode> shapes, Map<Long, String> labels, String author)
            throws IOException {
        try {
            byte[] xml = CvatImageXml.of(frame, meta, shapes, labels);
            String digest = Sha256.of(xml);
            if (progress.hasFrame(job, frame, digest)) {
                return new CvatReport(0, 0, 1, 0, List.of());
            }
            AnnotationReport imported = importFile(xml, author);
            if (imported.rejected() > 0) {
                return refused(job, frame, imported.files().get(0).reasons().get(0));
            }
            progress.noteFrame(job, frame, digest);
            return imported.unchanged() > 0
                    ? new CvatReport(0, 0, 1, 0, List.of())
                    : new CvatReport(0, 1, 0, 0, List.of());
        } catch (ProblemException e) {
            if (e.status() != UNPROCESSABLE) {
                throw e;
            }
            return refused(job, frame, String.valueOf(e.getMessage()));
        }
    }

    private AnnotationReport importFile(byte[] xml, String author) throws IOException {
        Path file = Files.createTempFile("nerest-cvat", ".xml");
        try {
            Files.write(file, xml);
            ImportRules rules =
                    new ImportRules(Optional.of(AnnotationFormat.CVAT), null, author, false, true, Map.of(), Set.of());
            return imports.run(file, rules, RequestKey.NONE);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String author(JsonNode job) {
        String name = job.path("assignee").path("username").asText("");
        String shown = name.length() > LONGEST_AUTHOR ? name.substring(0, LONGEST_AUTHOR) : name;
        return shown.isBlank() ? "cvat" : "cvat " + shown;
    }
}
