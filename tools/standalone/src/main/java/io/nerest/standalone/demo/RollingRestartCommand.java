package io.nerest.standalone.demo;

import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest trial rolling-restart}. */
@Command(
        name = "rolling-restart",
        description =
                "Restart two replicas of every service one after the other while frames are uploaded: nothing may be lost,"
                        + " processed twice or answered with 5xx.")
final class RollingRestartCommand implements Callable<Integer> {
    private static final int MOST_TIMES = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "5",
            description = "Restarts of each replica. Default: ${DEFAULT-VALUE}.")
    private int times = 5;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/rolling-restart",
            description = "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/rolling-restart");

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialFolder.require("--times", times, 1, MOST_TIMES);
        TrialFolder folder = TrialFolder.of(out);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        RollingRestartReport report = new RollingRestartTrial(Installation.locate(), out, output).run(times);
        output.line(report.text());
        report.problems().forEach(output::line);
        return folder.end(output, report, report.reached());
    }
}
