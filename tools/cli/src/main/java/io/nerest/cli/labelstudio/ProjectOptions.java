package io.nerest.cli.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.cli.labelqueue.StackAccess;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A project of Label Studio, and the stack whose frames it has. */
final class ProjectOptions {
    private static final Pattern FRAME =
            Pattern.compile("(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])");

    @Option(names = "--label-studio", required = true, paramLabel = "URL", description = "address of Label Studio")
    private URI labelStudio = URI.create("");

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "access token of Label Studio (LABEL_STUDIO_API_KEY)")
    private @Nullable String apiKey;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "number of the project")
    private int project;

    @Mixin
    private StackAccess stack = new StackAccess();

    int project() {
        return project;
    }

    RemoteService labelStudio() {
        String key = Optional.ofNullable(apiKey)
                .or(() -> Optional.ofNullable(System.getenv("LABEL_STUDIO_API_KEY")))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--api-key is missing; Label Studio shows it under Account & Settings"));
        // Personal access tokens are JWTs, which Label Studio exchanges for short-lived ones.
        if (key.startsWith("ey")) {
            throw new IllegalArgumentException(
                    "--api-key is a personal access token; enable legacy tokens for the organization, and use one");
        }
        return new RemoteService("--label-studio", labelStudio, "Token " + key);
    }

    StackAccess stack() {
        return stack;
    }

    /** Passes on all tasks of the project with their annotations, as the export has them. */
    void forEachTask(RemoteService studio, Consumer<JsonNode> consumer) throws IOException, InterruptedException {
        JsonNode tasks = studio.get("/api/projects/" + project + "/export?exportType=JSON&download_all_tasks=true");
        if (!tasks.isArray()) {
            throw new FormatException("--label-studio: the export of project " + project + " is not a list of tasks");
        }
        tasks.forEach(consumer);
    }

    /** Finds a frame's id in the texts of a task's data; empty if the task is not of a frame. */
    static Optional<UUID> frame(JsonNode data) {
        for (JsonNode value : data) {
            Matcher id = FRAME.matcher(value.asText(""));
            UUID last = null;
            while (id.find()) {
                last = UUID.fromString(id.group());
            }
            if (last != null) {
                return Optional.of(last);
            }
        }
        return Optional.empty();
    }
}
