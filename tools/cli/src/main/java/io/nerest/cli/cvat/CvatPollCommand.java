package io.nerest.cli.cvat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest cvat poll}: the annotations of a project as labels, without a webhook. */
@Command(
        name = "poll",
        description =
                "Makes the ingest service read the completed jobs of a project of CVAT that have changed, and store their"
                        + " annotations, as its webhook does. The service needs nerest.ingest.cvat.url.")
final class CvatPollCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, paramLabel = "URL", description = "ingest service of the stack")
    private URI ingest = URI.create("");

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "bearer token of the stack (NEREST_TOKEN, or NEREST_ACCESS_TOKEN)")
    private @Nullable String token;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "number of the project")
    private int project;

    @Option(
            names = "--every",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "repeat after so many seconds; 0 polls once (${DEFAULT-VALUE})")
    private int every;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.whole("--every", every, 0, 86_400);
        RemoteService service = RemoteService.ofStack("--url", ingest, Optional.ofNullable(token));
        boolean complete = poll(service);
        while (every > 0) {
            Thread.sleep(1000L * every);
            complete = poll(service);
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Returns whether every annotation was accepted. */
    private boolean poll(RemoteService service) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode report = service.post(
                "/api/cvat/poll", RemoteService.JSON.createObjectNode().put("project", project), true);
        report.path("reasons").forEach(reason -> out.println(reason.asText()));
        out.printf(
                "%d changed jobs: %d labels stored, %d stored before, %d refused%n",
                report.path("jobs").asInt(),
                report.path("stored").asInt(),
                report.path("unchanged").asInt(),
                report.path("refused").asInt());
        out.flush();
        return report.path("refused").asInt() == 0;
    }
}
