package io.nerest.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset diff}: how two versions of a named data set differ. */
@Command(
        name = "diff",
        description =
                "Counts and lists the frames that were added, removed, relabelled or moved to another split between two"
                        + " versions of a named data set.")
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "name of the data set")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "number or tag of a version")
    private String from = "";

    @Parameters(
            index = "2",
            defaultValue = "latest",
            paramLabel = "TO",
            description = "number or tag (${DEFAULT-VALUE})")
    private String to = "latest";

    @Mixin
    private StackDatasetOptions stack = new StackDatasetOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RemoteService ingest = stack.ingest();
        String path = StackDatasetOptions.path(name) + "/differences?limit=1000&from="
                + StackDatasetOptions.segment(from) + "&to=" + StackDatasetOptions.segment(to);
        JsonNode page = ingest.get(path);
        out.printf(
                "%s: version %d to %d: %,d added, %,d removed, %,d relabelled, %,d moved, %,d unchanged%n",
                name,
                page.path("from").asInt(),
                page.path("to").asInt(),
                page.path("added").asLong(),
                page.path("removed").asLong(),
                page.path("relabelled").asLong(),
                page.path("moved").asLong(),
                page.path("unchanged").asLong());
        while (true) {
            for (JsonNode frame : page.path("frames")) {
                out.println("  " + line(frame));
            }
            if (!page.hasNonNull("next")) {
                out.flush();
                return ExitCode.OK;
            }
            page = ingest.get(path + "&after=" + page.path("next").asText());
        }
    }

    private static String line(JsonNode frame) {
        String change = frame.path("change").asText();
        String what = switch (change) {
            case "RELABELLED" ->
                " revision " + frame.path("fromRevision").asInt() + " to "
                        + frame.path("toRevision").asInt();
            case "MOVED" ->
                " " + frame.path("fromSplit").asText() + " to "
                        + frame.path("toSplit").asText();
            default -> "";
        };
        return frame.path("frameId").asText() + " of " + frame.path("streamId").asText() + ": "
                + change.toLowerCase(Locale.ROOT) + what;
    }
}
