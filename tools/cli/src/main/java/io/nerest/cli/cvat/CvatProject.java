package io.nerest.cli.cvat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.commandline.remote.MultipartForm;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project of CVAT, by its REST interface (version 2). */
final class CvatProject {
    private static final Pattern FRAME = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int PAGE = 100;
    private static final int IMAGE_QUALITY = 90;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final RemoteService cvat;
    private final int project;
    private final long pauseMillis;

    /** @param pauseMillis between two questions whether a task is ready */
    CvatProject(RemoteService cvat, int project, long pauseMillis) {
        this.cvat = cvat;
        this.project = project;
        this.pauseMillis = pauseMillis;
    }

    private List<JsonNode> list(String path) throws IOException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = cvat.get(path + "&page_size=" + PAGE + "&page=" + page);
            answer.path("results").forEach(entries::add);
            if (!answer.hasNonNull("next")) {
                return entries;
            }
        }
    }

    /** Returns the number of each label by its name. */
    Map<String, Long> labels() throws IOException, InterruptedException {
        Map<String, Long> labels = new HashMap<>();
        for (JsonNode label : list("/api/labels?project_id=" + project)) {
            labels.put(label.path("name").asText(), label.path("id").asLong());
        }
        return labels;
    }

    /** Returns the frames that tasks of the project have. */
    Set<UUID> frames() throws IOException, InterruptedException {
        Set<UUID> frames = new HashSet<>();
        for (JsonNode task : list("/api/tasks?project_id=" + project)) {
            if (task.path("size").asInt() > 0) {
                frames.addAll(frameNumbers(task.path("id").asLong()).keySet());
            }
        }
        return frames;
    }

    /** Creates a task without images. */
    long createTask(String name) throws IOException, InterruptedException {
        ObjectNode task = RemoteService.JSON.createObjectNode();
        task.put("name", name).put("project_id", project);
        JsonNode created = cvat.post("/api/tasks", task, false);
        if (!created.path("id").isIntegralNumber()) {
            throw new FormatException("--cvat: the new task was answered without an id");
        }
        return created.path("id").asLong();
    }

    void deleteTask(long task) throws IOException, InterruptedException {
        cvat.delete("/api/tasks/" + task);
    }

    /** The images of a task, one at a time. */
    interface Images {
        byte[] image(UUID frame) throws IOException, InterruptedException;
    }

    /** Uploads images, each under its frame's id, and waits until CVAT has processed them. */
    void upload(long task, List<UUID> frames, Images images) throws IOException, InterruptedException {
        String data = "/api/tasks/" + task + "/data";
        cvat.post(data, "application/json", BodyPublishers.ofString("{}"), Map.of("Upload-Start", "true"));
        for (UUID frame : frames) {
            MultipartForm form = new MultipartForm();
            byte[] image = images.image(frame);
            cvat.post(
                    data,
                    form.contentType(),
                    form.withFile("client_files[0]", frame + suffix(image), image),
                    Map.of("Upload-Multiple", "true"));
        }
        ObjectNode finish = RemoteService.JSON.createObjectNode();
        finish.put("image_quality", IMAGE_QUALITY).put("use_cache", true).put("sorting_method", "lexicographical");
        JsonNode request = cvat.post(
                data,
                "application/json",
                BodyPublishers.ofByteArray(RemoteService.JSON.writeValueAsBytes(finish)),
                Map.of("Upload-Finish", "true"));
        awaitProcessed(task, request.path("rq_id").asText(""));
    }

    private static String suffix(byte[] image) {
        return image.length > 1 && (image[0] & 0xff) == 0x89 && image[1] == 'P' ? ".png" : ".jpg";
    }

    /** @param request of newer versions of CVAT; empty for older ones, which have a status of the task */
    private void awaitProcessed(long task, String request) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            JsonNode status =
                    cvat.get(request.isEmpty() ? "/api/tasks/" + task + "/status" : "/api/requests/" + request);
            String state = status.path(request.isEmpty() ? "state" : "status").asText("");
            if (state.equalsIgnoreCase("finished")) {
                return;
            }
            if (state.equalsIgnoreCase("failed")) {
                throw new IOException("--cvat: the images of task " + task + " were refused: "
                        + status.path("message").asText());
            }
            if (System.nanoTime() > end) {
                throw new IOException("--cvat: the images of task " + task + " were not processed within "
                        + LONGEST_WAIT.toMinutes() + " minutes");
            }
            Thread.sleep(pauseMillis);
        }
    }

    /** Returns the number of each frame in a task. */
    Map<UUID, Integer> frameNumbers(long task) throws IOException, InterruptedException {
        Map<UUID, Integer> numbers = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode frame : cvat.get("/api/tasks/" + task + "/data/meta").path("frames")) {
            int at = number;
            frame(frame.path("name").asText("")).ifPresent(id -> numbers.put(id, at));
            number++;
        }
        return numbers;
    }

    private static Optional<UUID> frame(String name) {
        Matcher id = FRAME.matcher(name);
        return id.find() ? Optional.of(UUID.fromString(id.group())) : Optional.empty();
    }

    /** Replaces the annotations of a task. */
    void annotate(long task, JsonNode shapes) throws IOException, InterruptedException {
        ObjectNode annotations = RemoteService.JSON.createObjectNode();
        annotations.put("version", 0);
        annotations.putArray("tags");
        annotations.putArray("tracks");
        annotations.set("shapes", shapes);
        cvat.put("/api/tasks/" + task + "/annotations", annotations);
    }
}
