package io.nerest.cli.season;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.counting.estimate.SeasonTrial;
import io.nerest.counting.estimate.SimulatedSeason;
import io.nerest.counting.estimate.TrialResult;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest season simulate}: how often intervals contain the truth, and how many labels they take. */
@Command(
        name = "simulate",
        description = {
            "Simulates seasons with known truth and a detector whose errors depend on camera and hour, and prints how",
            "often the 95 % intervals contain the truth and how many labels a plain random sample needs for the same width."
        })
final class SimulateSeasonsCommand implements Callable<Integer> {
    @Option(names = "--seasons", defaultValue = "1000", description = "number of seasons (1000)")
    private int seasons;

    @Option(names = "--draws", defaultValue = "600", description = "draws in each season (600)")
    private int draws;

    @Option(names = "--rounds", defaultValue = "3", description = "rounds in which they are drawn (3)")
    private int rounds;

    @Option(names = "--cameras", defaultValue = "6", description = "cameras (6)")
    private int cameras;

    @Option(names = "--days", defaultValue = "30", description = "days (30)")
    private int days;

    @Option(names = "--frames_per_hour", defaultValue = "6", description = "frames of each camera an hour (6)")
    private int framesPerHour;

    @Option(names = "--fish", defaultValue = "0.1", description = "mean number of fish on a frame (0.1)")
    private double fish;

    @Option(names = "--recall", defaultValue = "0.8", description = "mean recall of the detector (0.8)")
    private double recall;

    @Option(names = "--false", defaultValue = "0.03", description = "mean number of false detections on a frame (0.03)")
    private double wrong;

    @Option(names = "--seed", defaultValue = "0", description = "seed (0)")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OptionRange.whole("--seasons", seasons, 1, 1_000_000);
        OptionRange.whole("--draws", draws, 10, 1_000_000);
        OptionRange.whole("--rounds", rounds, 1, 100);
        OptionRange.whole("--cameras", cameras, 1, 1000);
        OptionRange.whole("--days", days, 1, 366);
        OptionRange.whole("--frames_per_hour", framesPerHour, 1, 3600);
        OptionRange.number("--fish", fish, 0.0001, 20);
        OptionRange.number("--recall", recall, 0.01, 0.99);
        OptionRange.number("--false", wrong, 0, 20);
        SimulatedSeason.Plan plan = new SimulatedSeason.Plan(cameras, days, framesPerHour, fish, recall, wrong);
        Map<SeasonTrial.Method, List<TrialResult>> results = new EnumMap<>(SeasonTrial.Method.class);
        List<List<TrialResult>> bySeason = LongStream.range(0, seasons)
                .parallel()
                .mapToObj(number -> {
                    SeasonTrial trial = new SeasonTrial(
                            SimulatedSeason.draw(plan, 7919 * (seed * 1_000_003 + number) + 17), number + 1);
                    return Arrays.stream(SeasonTrial.Method.values())
                            .map(method -> trial.run(method, draws, rounds))
                            .toList();
                })
                .toList();
        List<SeasonTrial.Method> methods = List.of(SeasonTrial.Method.values());
        for (SeasonTrial.Method method : methods) {
            int index = methods.indexOf(method);
            results.put(
                    method, bySeason.stream().map(season -> season.get(index)).toList());
        }
        print(results);
        return ExitCode.OK;
    }

    private void print(Map<SeasonTrial.Method, List<TrialResult>> results) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d seasons of %d frames, %s fish on a frame, recall %s, %s false detections on a frame, %d draws in %d rounds%n",
                seasons,
                cameras * days * 24 * framesPerHour,
                fish,
                recall,
                wrong,
                draws,
                rounds);
        out.println("method    coverage  half width  mean error  labels  plain labels for the same width  ratio");
        results.forEach((method, trials) -> {
            double labels =
                    mean(trials.stream().mapToDouble(TrialResult::labels).toArray());
            double plain =
                    mean(trials.stream().mapToDouble(TrialResult::plainLabels).toArray());
            out.printf(
                    Locale.ROOT,
                    "%-9s %8.3f  %10.3f  %10.4f  %6.0f  %31.0f  %5.2f%n",
                    method.name().toLowerCase(Locale.ROOT),
                    mean(trials.stream()
                            .mapToDouble(trial -> trial.covered() ? 1 : 0)
                            .toArray()),
                    mean(trials.stream().mapToDouble(TrialResult::halfWidth).toArray()),
                    mean(trials.stream().mapToDouble(TrialResult::error).toArray()),
                    labels,
                    plain,
                    labels / plain);
        });
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
