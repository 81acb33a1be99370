package io.nerest.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nerest dataset list}: the named data sets of a running stack. */
@Command(name = "list", description = "Lists the named data sets of a running stack with their versions and tags.")
final class ListDatasetsCommand implements Callable<Integer> {
    @Mixin
    private StackDatasetOptions stack = new StackDatasetOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode datasets = stack.ingest().get("/api/datasets");
        for (JsonNode dataset : datasets) {
            String description = dataset.path("description").asText();
            out.println(dataset.path("name").asText() + (description.isEmpty() ? "" : ": " + description));
            for (JsonNode version : dataset.path("versions")) {
                out.println("  " + line(version));
            }
        }
        if (datasets.isEmpty()) {
            out.println("no data sets; 'nerest dataset freeze NAME' creates one");
        }
        out.flush();
        return ExitCode.OK;
    }

    /** A version in one line. */
    static String line(JsonNode version) {
        List<String> tags = new ArrayList<>();
        version.path("tags").forEach(tag -> tags.add(tag.asText()));
        String note = version.path("note").asText();
        return "version %d: %,d frames, %,d boxes, created %s by %s%s%s"
                .formatted(
                        version.path("number").asInt(),
                        version.path("frames").asInt(),
                        version.path("boxes").asLong(),
                        version.path("createdAt").asText(),
                        version.path("author").asText(),
                        tags.isEmpty() ? "" : ", tags " + String.join(", ", tags),
                        note.isEmpty() ? "" : " (" + note + ")");
    }
}
