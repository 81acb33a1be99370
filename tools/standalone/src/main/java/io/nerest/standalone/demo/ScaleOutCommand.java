package io.nerest.standalone.demo;

import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest trial scale-out}. */
@Command(
        name = "scale-out",
        description =
                "Throughput of 1, 2 and 4 scoring processes with inference of a fixed time, and how long frames wait when"
                        + " a process joins or leaves.")
final class ScaleOutCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 600;
    private static final int MOST_MILLIS = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--inference-ms",
            paramLabel = "MS",
            defaultValue = "1600",
            description = "Time of a batch while the throughput is measured. Default: ${DEFAULT-VALUE}.")
    private int inferenceMillis = 1600;

    @Option(
            names = "--pause-inference-ms",
            paramLabel = "MS",
            defaultValue = "200",
            description = "Time of a batch while the pauses are measured. Default: ${DEFAULT-VALUE}.")
    private int pauseInferenceMillis = 200;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Length of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds = 20;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/scale-out",
            description = "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/scale-out");

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialFolder.require("--inference-ms", inferenceMillis, 1, MOST_MILLIS);
        TrialFolder.require("--pause-inference-ms", pauseInferenceMillis, 1, MOST_MILLIS);
        TrialFolder.require("--seconds", seconds, 1, MOST_SECONDS);
        TrialFolder folder = TrialFolder.of(out);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        ScaleOutReport report = new ScaleOutTrial(
                        Installation.locate(),
                        out,
                        output,
                        Duration.ofMillis(inferenceMillis),
                        Duration.ofMillis(pauseInferenceMillis),
                        seconds)
                .run();
        output.text(report.markdown());
        return folder.end(output, report, report.reached());
    }
}
