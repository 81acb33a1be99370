package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.costs.SeasonPlan;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest trial}: trials of operation that start a stack of their own. */
@Command(name = "trial", description = "Start a stack of its own and try what an operator does with many pods.")
public final class TrialCommand {
    private static final int MOST_SECONDS = 600;
    private static final int MOST_MILLIS = 10_000;
    private static final int MOST_TIMES = 100;
    private static final int LEAST_MINUTES = 5;
    private static final int MOST_MINUTES = 600;
    private static final int MOST_CAMERAS = 10_000;
    private static final int SEASON_DAYS = 90;
    private static final double EMPTY_SHARE = 0.95;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "scale-out",
            description =
                    "Throughput of 1, 2 and 4 scoring processes with inference of a fixed time, and how long frames"
                            + " wait when a process joins or leaves.")
    int scaleOut(
            @Option(
                            names = "--inference-ms",
                            paramLabel = "MS",
                            defaultValue = "800",
                            description = "Time of an inference of eight frames. Default: ${DEFAULT-VALUE}.")
                    int inferenceMillis,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Length of each measurement. Default: ${DEFAULT-VALUE}.")
                    int seconds,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            defaultValue = "build/scale-out",
                            description =
                                    "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
                    Path out)
            throws IOException, InterruptedException {
        require("--inference-ms", inferenceMillis, MOST_MILLIS);
        require("--seconds", seconds, MOST_SECONDS);
        TimedOutput output = output(out);
        ScaleOutReport report = new ScaleOutTrial(
                        Installation.locate(), out, output, Duration.ofMillis(inferenceMillis), seconds)
                .run();
        output.text(report.markdown());
        return end(out, output, report, report.reached());
    }

    @Command(
            name = "rolling-restart",
            description =
                    "Restart two replicas of every service one after the other while frames are uploaded: nothing may be"
                            + " lost, processed twice or answered with 5xx.")
    int rollingRestart(
            @Option(
                            names = "--times",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Restarts of each replica. Default: ${DEFAULT-VALUE}.")
                    int times,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            defaultValue = "build/rolling-restart",
                            description =
                                    "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
                    Path out)
            throws IOException, InterruptedException {
        require("--times", times, MOST_TIMES);
        TimedOutput output = output(out);
        RollingRestartReport report = new RollingRestartTrial(Installation.locate(), out, output).run(times);
        output.line(report.text());
        report.problems().forEach(output::line);
        return end(out, output, report, report.reached());
    }

    @Command(
            name = "season",
            description =
                    "A season of 90 days in some minutes, with two restarts of everything and a restore of PostgreSQL: heap,"
                            + " outbox, connections and disk must stay flat. Prints what a season of cameras takes.")
    int season(
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "Length, 5 to 600. Default: ${DEFAULT-VALUE}.")
                    int minutes,
            @Option(
                            names = "--cameras",
                            paramLabel = "N",
                            defaultValue = "20",
                            description =
                                    "Cameras of the cost table, with one frame per second. Default: ${DEFAULT-VALUE}.")
                    int cameras,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            defaultValue = "build/season",
                            description =
                                    "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
                    Path out)
            throws IOException, InterruptedException {
        if (minutes < LEAST_MINUTES) {
            throw new IllegalArgumentException(
                    "--minutes=" + minutes + ": must be at least " + LEAST_MINUTES + ", or the retention is too short");
        }
        require("--minutes", minutes, MOST_MINUTES);
        require("--cameras", cameras, MOST_CAMERAS);
        TimedOutput output = output(out);
        SeasonReport report = new CompressedSeason(Installation.locate(), out, output, Duration.ofMinutes(minutes))
                .run(SeasonPlan.of(cameras, 1, SEASON_DAYS, EMPTY_SHARE));
        output.text(report.markdown());
        report.problems().forEach(output::line);
        return end(out, output, report, report.reached());
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(option + "=" + value + ": must be from 1 to " + most);
        }
    }

    private TimedOutput output(Path out) {
        OutputPlace.folder("--out", out);
        if (Files.exists(out.resolve("data"))) {
            throw new IllegalArgumentException(
                    "--out=" + out + ": has the data of an earlier trial; name a new directory");
        }
        return new TimedOutput(spec.commandLine().getOut());
    }

    private static int end(Path out, TimedOutput output, Object report, boolean reached) throws IOException {
        Path file = out.resolve("report.json");
        AtomicFile.write(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
        output.line((reached ? "the aims are reached" : "the aims are NOT reached") + "; see " + file);
        return reached ? 0 : 1;
    }
}
