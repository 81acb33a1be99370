package io.nerest.cli.cvat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.cli.labelqueue.PollRepetition;
import io.nerest.cli.labelqueue.StackAccess;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private StackAccess stack = new StackAccess();

    @Option(names = "--project", required = true, paramLabel = "ID", description = "number of the project")
    private int project;

    @Mixin
    private PollRepetition repetition = new PollRepetition();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        repetition.check();
        RemoteService service = stack.ingest();
        return repetition.run(() -> poll(service));
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
