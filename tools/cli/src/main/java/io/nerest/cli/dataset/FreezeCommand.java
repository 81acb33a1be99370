package io.nerest.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RefusedException;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset freeze}: the newest labels of a stack as a version of a named data set. */
@Command(
        name = "freeze",
        description = {
            "Fixes the newest labels of a running stack as a version of a named data set, which it creates if it does not"
                    + " exist. If nothing has changed since the latest version, no other is created."
        },
        footer = {
            "",
            "Example: nerest dataset freeze salmon --url http://localhost:8081 --val weir-3 --test weir-4 --tag season-2026"
        })
final class FreezeCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 404;

    @Parameters(paramLabel = "NAME", description = "name of the data set")
    private String name = "";

    @Mixin
    private StackDatasetOptions stack = new StackDatasetOptions();

    @Option(names = "--stream", paramLabel = "S", description = "frames of this stream; may be repeated (all)")
    private List<String> streams = List.of();

    @Option(names = "--val", paramLabel = "S", description = "stream of the split val; may be repeated (none)")
    private List<String> val = List.of();

    @Option(names = "--test", paramLabel = "S", description = "stream of the split test; may be repeated (none)")
    private List<String> test = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "frames captured then or later (all)")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "frames captured before (all)")
    private @Nullable Instant until;

    @Option(names = "--note", paramLabel = "TEXT", description = "about the version")
    private @Nullable String note;

    @Option(names = "--tag", paramLabel = "TAG", description = "name for the version")
    private @Nullable String tag;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RemoteService ingest = stack.ingest();
        String path = StackDatasetOptions.path(name);
        try {
            ingest.get(path);
        } catch (RefusedException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            ingest.put(path, RemoteService.JSON.createObjectNode());
        }
        JsonNode version = ingest.post(path + "/versions", rule(), true);
        if (tag != null) {
            version = ingest.put(
                    path + "/tags/" + StackDatasetOptions.segment(tag),
                    RemoteService.JSON
                            .createObjectNode()
                            .put("version", version.path("number").asText()));
        }
        out.println(name + " " + ListDatasetsCommand.line(version));
        out.flush();
        return ExitCode.OK;
    }

    private ObjectNode rule() {
        ObjectNode rule = RemoteService.JSON.createObjectNode();
        put(rule, "streams", streams);
        put(rule, "val", val);
        put(rule, "test", test);
        if (since != null) {
            rule.put("from", since.toString());
        }
        if (until != null) {
            rule.put("to", until.toString());
        }
        if (note != null) {
            rule.put("note", note);
        }
        return rule;
    }

    private static void put(ObjectNode rule, String field, List<String> names) {
        if (!names.isEmpty()) {
            ArrayNode array = rule.putArray(field);
            names.forEach(array::add);
        }
    }
}
