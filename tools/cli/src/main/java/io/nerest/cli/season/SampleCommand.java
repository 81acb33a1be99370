package io.nerest.cli.season;

import io.nerest.cli.table.CsvTable;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.counting.estimate.CountSampling;
import io.nerest.counting.estimate.CountedUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest season sample}: draws the units that people should count next. */
@Command(
        name = "sample",
        description = {
            "Draws the frames or intervals that people should count next, for the narrowest interval of the season's",
            "total. Fill in the column 'count' of the written file, and give it to --labels."
        })
final class SampleCommand implements Callable<Integer> {
    @Option(
            names = "--detections",
            required = true,
            paramLabel = "CSV",
            description = "what the detector counted: unit, stream, time, count; frames.csv of 'nerest count' is one")
    private Path detections = Path.of("");

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "CSV",
            description = "files of earlier rounds with people's counts (none)")
    private List<Path> labels = List.of();

    @Option(names = "--draws", defaultValue = "50", description = "number of draws (50)")
    private int draws;

    @Option(names = "--seed", defaultValue = "0", description = "seed of the draw (0)")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "file to write; it must not exist")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OptionRange.whole("--draws", draws, 1, 1_000_000);
        OutputPlace.file("--out", out);
        if (Files.exists(out)) {
            throw new IllegalArgumentException(
                    "--out=" + out + ": exists already and may hold labels; name another file");
        }
        SeasonFiles season = SeasonFiles.read(detections);
        SeasonFiles.Labels before = season.labels(labels);
        int round = before.rounds() + 1;
        double[] probabilities = CountSampling.probabilities(season.units(), before.draws());
        // The round takes part, so that equal seeds do not draw the same numbers in each round.
        int[] drawn = CountSampling.draw(probabilities, draws, new Random(seed * 1_000_003 + round));
        try (CsvTable table = new CsvTable(
                out,
                SeasonFiles.UNIT,
                SeasonFiles.STREAM,
                SeasonFiles.TIME,
                SeasonFiles.ROUND,
                SeasonFiles.PROBABILITY,
                SeasonFiles.COUNT)) {
            for (int unit : drawn) {
                CountedUnit one = season.units().units().get(unit);
                Double known = before.counts().get(unit);
                table.row(
                        one.id(),
                        one.stream(),
                        one.time().toString(),
                        round,
                        Double.toString(probabilities[unit]),
                        known == null ? "" : known);
            }
        }
        long toCount = Arrays.stream(drawn)
                .distinct()
                .filter(unit -> !before.counts().containsKey(unit))
                .count();
        spec.commandLine()
                .getOut()
                .printf("round %d: %d draws, %d units to count, in %s%n", round, draws, toCount, out);
        return ExitCode.OK;
    }
}
