package io.nerest.standalone.demo;

import io.nerest.standalone.costs.SeasonPlan;
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

/** {@code nerest trial season}. */
@Command(
        name = "season",
        description =
                "A season of 90 days in some minutes, with two restarts of everything and a restore of PostgreSQL: heap,"
                        + " outbox, connections and disk must stay flat. Prints what a season of cameras takes.")
final class SeasonTrialCommand implements Callable<Integer> {
    private static final int LEAST_MINUTES = 10;
    private static final int MOST_MINUTES = 600;
    private static final int MOST_CAMERAS = 10_000;
    private static final int SEASON_DAYS = 90;
    private static final double EMPTY_SHARE = 0.95;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "Length, 10 to 600. Default: ${DEFAULT-VALUE}.")
    private int minutes = 30;

    @Option(
            names = "--cameras",
            paramLabel = "N",
            defaultValue = "20",
            description = "Cameras of the cost table, with one frame per second. Default: ${DEFAULT-VALUE}.")
    private int cameras = 20;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/season",
            description = "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/season");

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialFolder.require("--minutes", minutes, LEAST_MINUTES, MOST_MINUTES);
        TrialFolder.require("--cameras", cameras, 1, MOST_CAMERAS);
        TrialFolder folder = TrialFolder.of(out);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        SeasonReport report = new CompressedSeason(Installation.locate(), out, output, Duration.ofMinutes(minutes))
                .run(SeasonPlan.of(cameras, 1, SEASON_DAYS, EMPTY_SHARE));
        output.text(report.markdown());
        report.problems().forEach(output::line);
        return folder.end(output, report, report.reached());
    }
}
