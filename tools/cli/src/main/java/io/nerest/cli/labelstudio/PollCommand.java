package io.nerest.cli.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.cli.labelqueue.PollRepetition;
import io.nerest.commandline.remote.RefusedException;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nerest label-studio poll}: the annotations of a project as labels, without a webhook. */
@Command(
        name = "poll",
        description =
                "Returns the newest annotation of each task as the label of its frame, as the webhook does. An annotation that"
                        + " was returned before, by either way, stores nothing.")
final class PollCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private PollRepetition repetition = new PollRepetition();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        repetition.check();
        RemoteService studio = project.labelStudio();
        RemoteService ingest = project.stack().ingest();
        return repetition.run(() -> poll(studio, ingest));
    }

    /** Returns whether every annotation was accepted. */
    private boolean poll(RemoteService studio, RemoteService ingest) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<ObjectNode> events = new ArrayList<>();
        project.forEachTask(studio, task -> event(task).ifPresent(events::add));
        int stored = 0;
        int before = 0;
        int refused = 0;
        for (ObjectNode event : events) {
            try {
                JsonNode answer = ingest.post("/api/label-studio/webhook", event, true);
                boolean labelled = answer.path("status").asText().equals("labelled");
                if (labelled && answer.path("reason").asText().isEmpty()) {
                    stored++;
                } else {
                    before++;
                }
            } catch (RefusedException e) {
                if (e.status() != 422) {
                    throw e;
                }
                refused++;
                out.println("task " + event.path("task").path("id").asText() + ": " + e.getMessage());
            }
        }
        out.printf("%d labels stored, %d stored before or skipped, %d refused%n", stored, before, refused);
        out.flush();
        return refused == 0;
    }

    /** The event that Label Studio would send for a task's newest annotation; empty if the task is not of a frame. */
    private static Optional<ObjectNode> event(JsonNode task) {
        Optional<UUID> frame = ProjectOptions.frame(task.path("data"));
        JsonNode newest = null;
        for (JsonNode annotation : task.path("annotations")) {
            if (newest == null || time(annotation).compareTo(time(newest)) >= 0) {
                newest = annotation;
            }
        }
        if (frame.isEmpty() || newest == null) {
            return Optional.empty();
        }
        ObjectNode event = RemoteService.JSON.createObjectNode();
        event.put("action", "ANNOTATION_UPDATED");
        event.set("task", RemoteService.JSON.createObjectNode().<ObjectNode>set("data", task.path("data")));
        ((ObjectNode) event.path("task")).set("id", task.path("id"));
        event.set("annotation", newest);
        return Optional.of(event);
    }

    private static String time(JsonNode annotation) {
        return annotation.path("updated_at").asText("");
    }
}
