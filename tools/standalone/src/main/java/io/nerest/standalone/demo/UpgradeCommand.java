package io.nerest.standalone.demo;

import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest trial upgrade}. */
@Command(
        name = "upgrade",
        description =
                "Run the services of an earlier version beside those of this one, on the schema and the topics of this one, with"
                        + " frames, labels and trainings; then end the earlier ones. Nothing may be lost, scored twice, rejected or"
                        + " answered with 5xx.")
final class UpgradeCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 86_400;
    private static final int LEAST_SECONDS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--previous",
            required = true,
            paramLabel = "DIR",
            description =
                    "The earlier version: a directory of the project with packaged services. scripts/check-upgrade.sh makes one.")
    private Path previous = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "Time for which both versions receive frames, at least; and then this one alone. Default: ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/upgrade",
            description = "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/upgrade");

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialFolder.require("--seconds", seconds, LEAST_SECONDS, MOST_SECONDS);
        if (!Files.isDirectory(previous)) {
            throw new IllegalArgumentException("--previous=" + previous + ": is not a directory");
        }
        TrialFolder folder = TrialFolder.of(out);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        Installation earlier = new Installation(previous.toAbsolutePath().normalize());
        UpgradeReport report = new UpgradeTrial(Installation.locate(), earlier, out, output).run(seconds);
        output.line(report.text());
        report.problems().forEach(output::line);
        return folder.end(output, report, report.reached());
    }
}
