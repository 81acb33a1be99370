package io.nerest.cli.season;

import io.nerest.cli.table.CsvTable;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.counting.estimate.CountEstimate;
import io.nerest.counting.estimate.CountEstimator;
import io.nerest.counting.estimate.LabelledDraw;
import io.nerest.counting.estimate.PartEstimate;
import io.nerest.counting.estimate.SeasonPart;
import io.nerest.counting.estimate.SeasonUnits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest season estimate}: the season's total and its parts with intervals. */
@Command(
        name = "estimate",
        description = {
            "Estimates the season's total, and those of streams, days and hours, with intervals. Writes estimates.csv,",
            "and band.png, whose band narrows as labels arrive."
        })
final class EstimateCommand implements Callable<Integer> {
    @Option(
            names = "--detections",
            required = true,
            paramLabel = "CSV",
            description = "what the detector counted: unit, stream, time, count")
    private Path detections = Path.of("");

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            paramLabel = "CSV",
            description = "files of 'nerest season sample' with people's counts")
    private List<Path> labels = List.of();

    @Option(
            names = "--by",
            split = ",",
            defaultValue = "stream,day,hour",
            description = "parts to estimate beside the total: ${COMPLETION-CANDIDATES} (stream,day,hour)")
    private List<SeasonPart> by = List.of();

    @Option(names = "--level", defaultValue = "0.95", description = "of the intervals (0.95)")
    private double level;

    @Option(names = "--out", defaultValue = "runs/season", paramLabel = "DIR", description = "folder (runs/season)")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OptionRange.number("--level", level, 0.5, 0.999);
        OutputPlace.folder("--out", out);
        SeasonFiles season = SeasonFiles.read(detections);
        SeasonUnits units = season.units();
        List<LabelledDraw> draws = season.labels(labels).draws();
        if (draws.size() < CountEstimator.LEAST_LABELS) {
            throw new IllegalArgumentException(
                    "%d labels are too few for an interval; draw at least %d by 'nerest season sample'"
                            .formatted(draws.size(), CountEstimator.LEAST_LABELS));
        }
        Files.createDirectories(out);
        CountEstimate total = CountEstimator.total(units, draws, level);
        int without = 0;
        try (CsvTable table = new CsvTable(
                out.resolve("estimates.csv"),
                "part",
                "key",
                "units",
                "detected",
                "estimate",
                "low",
                "high",
                "per_unit",
                "per_unit_low",
                "per_unit_high",
                "labels")) {
            row(table, "season", "all", units.size(), units.total(), total);
            for (SeasonPart part : new LinkedHashSet<>(by)) {
                without += rows(table, part, units, draws);
            }
        }
        new BandPlot(units, draws, level).write(out.resolve("band.png"), 720, 420);
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                Locale.ROOT,
                "%.1f, interval %.1f to %.1f at level %s, from %d units with a detector's count of %.1f and %d draws with labels%n",
                total.value(),
                total.low(),
                total.high(),
                level,
                units.size(),
                units.total(),
                draws.size());
        if (without > 0) {
            console.printf(
                    "%d parts have fewer than %d labels and so no interval%n", without, CountEstimator.LEAST_LABELS);
        }
        console.println("Results in " + out);
        return ExitCode.OK;
    }

    /** Writes the rows of one kind of parts; returns how many have no interval. */
    private int rows(CsvTable table, SeasonPart part, SeasonUnits units, List<LabelledDraw> draws) throws IOException {
        int without = 0;
        for (PartEstimate one : part.estimates(units, draws, level)) {
            without += one.estimate().hasInterval() ? 0 : 1;
            row(table, part.name().toLowerCase(Locale.ROOT), one.key(), one.units(), one.detected(), one.estimate());
        }
        return without;
    }

    private static void row(CsvTable table, String part, String key, int units, double detected, CountEstimate estimate)
            throws IOException {
        table.row(
                part,
                key,
                units,
                detected,
                estimate.value(),
                estimate.low(),
                estimate.high(),
                estimate.value() / units,
                estimate.low() / units,
                estimate.high() / units,
                estimate.labels());
    }
}
