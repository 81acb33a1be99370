package io.nerest.cli.cvat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.cli.labelqueue.QueueOptions;
import io.nerest.cli.labelqueue.StackAccess;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest cvat push}: the label queue as a task with the model's boxes. */
@Command(
        name = "push",
        description = {
            "Creates a task with the frames of the label queue that no task of the project has: their images are uploaded, and"
                    + " the model's boxes are the task's annotations, to be corrected. The command may be repeated.",
            "The project has a label for each class."
        },
        footer = {
            "",
            "Example: nerest cvat push --cvat http://localhost:8080 --authorization 'Bearer KEY' --project 1"
                    + " --url http://localhost:8081 --selector http://localhost:8083"
        })
final class CvatPushCommand implements Callable<Integer> {
    @Option(names = "--cvat", required = true, paramLabel = "URL", description = "address of CVAT")
    private URI address = URI.create("");

    @Option(
            names = "--authorization",
            paramLabel = "VALUE",
            description = "'Bearer ' and a personal access token of CVAT, or 'Token ' and the key of an older CVAT"
                    + " (CVAT_AUTHORIZATION)")
    private @Nullable String authorization;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "number of the project")
    private int project;

    @Mixin
    private StackAccess stack = new StackAccess();

    @Mixin
    private QueueOptions queue = new QueueOptions();

    @Option(
            names = "--wait-millis",
            defaultValue = "1000",
            hidden = true,
            description = "between two questions whether the task is ready")
    private int waitMillis;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        queue.check();
        OptionRange.whole("--wait-millis", waitMillis, 1, 60_000);
        CvatProject cvat = new CvatProject(cvat(), project, waitMillis);
        JsonNode waiting = queue.read(stack);
        Map<String, Long> labels = cvat.labels();
        for (String name : queue.classes()) {
            if (!labels.containsKey(name)) {
                throw new FormatException("--cvat: project " + project + " has no label '" + name + "'; it has "
                        + labels.keySet() + ". Add it, or name the classes by --classes");
            }
        }
        Set<UUID> there = cvat.frames();
        Map<UUID, JsonNode> open = new LinkedHashMap<>();
        int before = 0;
        for (JsonNode entry : waiting) {
            UUID id = UUID.fromString(entry.at("/frame/frameId").asText());
            if (there.contains(id)) {
                before++;
            } else {
                open.put(id, entry);
            }
        }
        if (!open.isEmpty()) {
            long task = createTask(cvat, stack.ingest(), open, labels);
            out.printf("task %d created with %d frames; ", task, open.size());
        }
        out.printf("%d frames were in the project already%n", before);
        out.flush();
        return ExitCode.OK;
    }

    private RemoteService cvat() {
        String value = Optional.ofNullable(authorization)
                .or(() -> Optional.ofNullable(System.getenv("CVAT_AUTHORIZATION")))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "--authorization is missing; CVAT's profile page creates access tokens: write 'Bearer ' and the token"));
        if (!value.matches("(Bearer|Token|Basic) \\S+")) {
            throw new IllegalArgumentException("--authorization must be 'Bearer ' or 'Token ', and a key");
        }
        return new RemoteService("--cvat", address, value);
    }

    /** Creates a task. What was created before a failure is deleted, so that the command may be repeated. */
    private long createTask(CvatProject cvat, RemoteService service, Map<UUID, JsonNode> open, Map<String, Long> labels)
            throws IOException, InterruptedException {
        long task = cvat.createTask("Nerest: " + open.size() + " frames"
                + queue.campaign().map(id -> " of campaign " + id).orElse(""));
        boolean done = false;
        try {
            cvat.upload(task, List.copyOf(open.keySet()), frame -> service.bytes("/api/frames/" + frame + "/image"));
            Map<UUID, Integer> numbers = cvat.frameNumbers(task);
            if (!numbers.keySet().containsAll(open.keySet())) {
                throw new FormatException(
                        "--cvat: task " + task + " has " + numbers.size() + " of " + open.size() + " frames");
            }
            ArrayNode shapes = RemoteService.JSON.createArrayNode();
            open.forEach((frame, entry) -> addShapes(shapes, entry, numbers.getOrDefault(frame, 0), labels));
            cvat.annotate(task, shapes);
            done = true;
            return task;
        } finally {
            if (!done) {
                cvat.deleteTask(task);
            }
        }
    }

    private void addShapes(ArrayNode shapes, JsonNode entry, int number, Map<String, Long> labels) {
        List<String> classes = queue.classes();
        double width = entry.at("/frame/width").asDouble();
        double height = entry.at("/frame/height").asDouble();
        for (JsonNode box : entry.at("/suggestion/boxes")) {
            int classId = box.path("classId").asInt();
            Long label = classId < classes.size() ? labels.get(classes.get(classId)) : null;
            if (label == null) {
                continue;
            }
            ObjectNode shape = shapes.addObject();
            shape.put("type", "rectangle").put("frame", number).put("label_id", label);
            shape.put("group", 0).put("source", "auto").put("occluded", false).put("outside", false);
            shape.put("z_order", 0).put("rotation", 0.0);
            shape.putArray("attributes");
            double w = box.path("w").asDouble();
            double h = box.path("h").asDouble();
            double left = box.path("cx").asDouble() - w / 2;
            double top = box.path("cy").asDouble() - h / 2;
            ArrayNode points = shape.putArray("points");
            points.add(left * width).add(top * height).add((left + w) * width).add((top + h) * height);
        }
    }
}
