package io.nerest.cli.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.cli.labelqueue.QueueOptions;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.MultipartForm;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest label-studio push}: the label queue as tasks with predictions. */
@Command(
        name = "push",
        description = {
            "Creates a task for each frame of the label queue: its image is uploaded, and the model's boxes are its prediction."
                    + " Frames that are in the project already are left out, so the command may be repeated.",
            "The project's labeling configuration has one Image and one RectangleLabels tag."
        },
        footer = {
            "",
            "Example: nerest label-studio push --label-studio http://localhost:8090 --api-key KEY --project 1"
                    + " --url http://localhost:8081 --selector http://localhost:8083"
        })
final class PushCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private QueueOptions queue = new QueueOptions();

    @Option(names = "--from-name", defaultValue = "label", description = "name of RectangleLabels (${DEFAULT-VALUE})")
    private String fromName = "label";

    @Option(names = "--to-name", defaultValue = "image", description = "name of Image (${DEFAULT-VALUE})")
    private String toName = "image";

    @Option(names = "--field", defaultValue = "image", description = "field of Image's value (${DEFAULT-VALUE})")
    private String field = "image";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        queue.check();
        RemoteService studio = project.labelStudio();
        RemoteService ingest = project.stack().ingest();
        JsonNode waiting = queue.read(project.stack());
        Set<UUID> there = new HashSet<>();
        project.forEachTask(
                studio, task -> ProjectOptions.frame(task.path("data")).ifPresent(there::add));
        int created = 0;
        int before = 0;
        for (JsonNode open : waiting) {
            JsonNode frame = open.path("frame");
            UUID id = UUID.fromString(frame.path("frameId").asText());
            if (there.contains(id)) {
                before++;
                continue;
            }
            String image = upload(studio, id, ingest.bytes("/api/frames/" + id + "/image"));
            ArrayNode tasks = RemoteService.JSON.createArrayNode();
            tasks.add(task(id, image, frame, open.path("suggestion")));
            studio.post("/api/projects/" + project.project() + "/import", tasks, false);
            created++;
        }
        out.printf("%d tasks created, %d frames were in the project already%n", created, before);
        return ExitCode.OK;
    }

    /** Uploads an image without creating a task, and returns the address that tasks name it by. */
    private String upload(RemoteService studio, UUID id, byte[] image) throws IOException, InterruptedException {
        String name = id + suffix(image);
        MultipartForm form = new MultipartForm();
        JsonNode answer = studio.post(
                "/api/projects/" + project.project() + "/import?commit_to_project=false",
                form.contentType(),
                form.withFile(name, name, image),
                false);
        JsonNode upload = answer.path("file_upload_ids").path(0);
        if (!upload.isIntegralNumber()) {
            throw new FormatException(
                    "--label-studio: the upload of frame " + id + " was answered without file_upload_ids");
        }
        String file = studio.get("/api/import/file-upload/" + upload.asLong())
                .path("file")
                .asText("");
        int at = file.indexOf("upload/");
        if (at < 0) {
            throw new FormatException("--label-studio: the uploaded file of frame " + id + " has no place: " + file);
        }
        return "/data/" + file.substring(at);
    }

    private static String suffix(byte[] image) {
        return image.length > 1 && (image[0] & 0xff) == 0x89 && image[1] == 'P' ? ".png" : ".jpg";
    }

    private ObjectNode task(UUID id, String image, JsonNode frame, JsonNode suggestion) {
        ObjectNode task = RemoteService.JSON.createObjectNode();
        task.putObject("data")
                .put(field, image)
                .put("frame_id", id.toString())
                .put("stream", frame.path("streamId").asText());
        if (suggestion.isObject()) {
            ObjectNode prediction = task.putArray("predictions").addObject();
            prediction.put("model_version", suggestion.path("modelId").asText());
            ArrayNode results = prediction.putArray("result");
            double least = 1;
            for (JsonNode box : suggestion.path("boxes")) {
                results.add(rectangle(
                        box, frame.path("width").asInt(), frame.path("height").asInt()));
                least = Math.min(least, box.path("confidence").asDouble());
            }
            prediction.put("score", least);
        }
        return task;
    }

    /** A box in percent of the image. */
    private ObjectNode rectangle(JsonNode box, int width, int height) {
        ObjectNode result = RemoteService.JSON.createObjectNode();
        result.put("id", UUID.randomUUID().toString().substring(0, 8));
        result.put("type", "rectanglelabels").put("from_name", fromName).put("to_name", toName);
        result.put("original_width", width).put("original_height", height).put("image_rotation", 0);
        result.put("score", box.path("confidence").asDouble());
        int classId = box.path("classId").asInt();
        ObjectNode value = result.putObject("value");
        double w = box.path("w").asDouble();
        double h = box.path("h").asDouble();
        value.put("x", 100 * (box.path("cx").asDouble() - w / 2))
                .put("y", 100 * (box.path("cy").asDouble() - h / 2));
        value.put("width", 100 * w).put("height", 100 * h).put("rotation", 0);
        value.putArray("rectanglelabels")
                .add(classId < queue.classes().size() ? queue.classes().get(classId) : "class" + classId);
        return result;
    }
}
