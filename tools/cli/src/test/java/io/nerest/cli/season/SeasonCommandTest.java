package io.nerest.cli.season;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.CountingCommands;
import io.nerest.cli.table.CsvRows;
import io.nerest.cli.table.CsvTable;
import io.nerest.commandline.ExitCode;
import io.nerest.counting.estimate.CountEstimate;
import io.nerest.counting.estimate.CountedUnit;
import io.nerest.counting.estimate.SimulatedSeason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeasonCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void drawnFramesThatArePeopleCountedGiveTotalsWithIntervalsAndABandThatNarrows() throws IOException {
        SimulatedSeason season = SimulatedSeason.draw(new SimulatedSeason.Plan(3, 10, 6, 0.2, 0.8, 0.03), 5);
        Map<String, Integer> truth = writeDetections(season);
        assertThat(run("season", "sample", "--detections=" + file("d.csv"), "--draws=120", "--out=" + file("1.csv")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        label(file("1.csv"), truth);
        assertThat(run(
                        "season",
                        "sample",
                        "--detections=" + file("d.csv"),
                        "--labels=" + file("1.csv"),
                        "--draws=120",
                        "--out=" + file("2.csv")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("round 2: 120 draws");
        label(file("2.csv"), truth);
        assertThat(run(
                        "season",
                        "estimate",
                        "--detections=" + file("d.csv"),
                        "--labels=" + file("1.csv") + "," + file("2.csv"),
                        "--out=" + folder.resolve("result")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        List<CsvRows.Row> rows = CsvRows.read(
                folder.resolve("result/estimates.csv"), "part", "key", "units", "estimate", "low", "high", "labels");
        assertThat(rows.stream().map(row -> row.text("part")).distinct())
                .containsExactly("season", "stream", "day", "hour");
        CsvRows.Row total = rows.get(0);
        assertThat(total.number("low")).isLessThan((double) season.total());
        assertThat(total.number("high")).isGreaterThan((double) season.total());
        assertThat(total.number("labels")).isEqualTo(240);
        assertThat(rows.stream().filter(row -> row.text("part").equals("day"))).hasSize(10);
        assertThat(rows.stream().filter(row -> row.text("part").equals("hour"))).hasSize(240);
        assertThat(rows.stream()
                        .filter(row -> row.text("part").equals("stream"))
                        .mapToDouble(row -> row.number("estimate"))
                        .sum())
                .as("the parts add up to the whole")
                .isCloseTo(total.number("estimate"), org.assertj.core.api.Assertions.within(1e-3));
        assertThat(rows).allSatisfy(row -> assertThat(row.text("low").isEmpty()).isEqualTo(row.number("labels") < 10));
        assertThat(Files.size(folder.resolve("result/band.png"))).isGreaterThan(5000);
        SeasonFiles files = SeasonFiles.read(file("d.csv"));
        List<CountEstimate> band = new BandPlot(
                        files.units(),
                        files.labels(List.of(file("1.csv"), file("2.csv"))).draws(),
                        0.95)
                .estimates();
        assertThat(band.get(band.size() - 1).width())
                .isLessThan(band.get(band.size() / 4).width());
    }

    @Test
    void invalidFilesAreReportedWithTheirLine() throws IOException {
        Files.writeString(file("d.csv"), "unit,stream,time,count\na,cam,2026-07-01T00:00:00Z,1\nb,cam,noon,1\n");
        fails("d.csv, line 3, time: 'noon' must be a time with its zone", "season", "sample", "--out=" + file("o.csv"));
        Files.writeString(file("d.csv"), "unit,stream,time,count\na,cam,2026-07-01T00:00:00Z,-1\n");
        fails("line 2, count: '-1' must be at least 0", "season", "sample", "--out=" + file("o.csv"));
        Files.writeString(file("d.csv"), "unit,stream,time\na,cam,2026-07-01T00:00:00Z\n");
        fails("has no column 'count'", "season", "sample", "--out=" + file("o.csv"));
        Files.writeString(
                file("d.csv"), "unit,stream,time,count\na,cam,2026-07-01T00:00:00Z,1\na,cam,2026-07-01T00:00:00Z,1\n");
        fails("line 3, unit: 'a' occurs twice", "season", "sample", "--out=" + file("o.csv"));
        Files.writeString(file("d.csv"), "unit,stream,time,count\na,cam,2026-07-01T00:00:00Z,1\n");
        Files.writeString(file("l.csv"), "unit,round,probability,count\na,1,1,1\na,1,1,\n");
        fails("1 of 2 counts are empty", "season", "estimate", "--labels=" + file("l.csv"));
        Files.writeString(file("l.csv"), "unit,round,probability,count\nb,1,1,1\n");
        fails("line 2, unit: 'b' is not among the detections", "season", "estimate", "--labels=" + file("l.csv"));
        Files.writeString(file("l.csv"), "unit,round,probability,count\na,1,0,1\n");
        fails("line 2, probability: '0' must lie in (0, 1]", "season", "estimate", "--labels=" + file("l.csv"));
        Files.writeString(file("l.csv"), "unit,round,probability,count\na,1,1,1\n");
        fails("1 labels are too few", "season", "estimate", "--labels=" + file("l.csv"));
        fails("exists already", "season", "sample", "--out=" + file("l.csv"));
    }

    @Test
    void theSimulationPrintsCoverageAndLabels() {
        assertThat(run("season", "simulate", "--seasons=3", "--days=3", "--draws=60"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("3 seasons of 2592 frames")
                .containsPattern("count +[01]\\.\\d{3}")
                .containsPattern("discount +[01]\\.\\d{3}")
                .containsPattern("ppi +[01]\\.\\d{3}")
                .containsPattern("plain +[01]\\.\\d{3}");
    }

    private void fails(String message, String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--detections=" + file("d.csv");
        err.getBuffer().setLength(0);
        assertThat(run(all)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains(message);
    }

    private Map<String, Integer> writeDetections(SimulatedSeason season) throws IOException {
        Map<String, Integer> truth = new HashMap<>();
        try (CsvTable table = new CsvTable(file("d.csv"), "unit", "stream", "time", "count")) {
            for (int i = 0; i < season.truth().length; i++) {
                CountedUnit unit = season.units().units().get(i);
                table.row(unit.id(), unit.stream(), unit.time().toString(), unit.count());
                truth.put(unit.id(), season.truth()[i]);
            }
        }
        return truth;
    }

    /** Fills in the column 'count', as a person does. */
    private static void label(Path file, Map<String, Integer> truth) throws IOException {
        List<CsvRows.Row> rows = CsvRows.read(file, "unit", "round", "probability", "count");
        try (CsvTable table = new CsvTable(file, "unit", "round", "probability", "count")) {
            for (CsvRows.Row row : rows) {
                table.row(
                        row.text("unit"),
                        row.text("round"),
                        row.text("probability"),
                        truth.getOrDefault(row.text("unit"), -1));
            }
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private int run(String... args) {
        return CountingCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
