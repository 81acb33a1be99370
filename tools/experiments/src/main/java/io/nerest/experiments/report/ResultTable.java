package io.nerest.experiments.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.Spread;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An experiment's tables: for the console, as {@code experiment.md} and as {@code experiment.csv}. */
public final class ResultTable {
    private static final List<String> ROUND_HEADER = List.of(
            "arm",
            "round",
            "labels",
            "pseudo-labels",
            "epochs",
            "mAP50",
            "mAP50-95",
            "precision",
            "recall",
            "F1",
            "mAP50, mean of streams",
            "mAP50-95, mean of streams");
    private static final List<String> ARM_HEADER = List.of(
            "arm",
            "area",
            "last mAP50",
            "last mAP50, mean of streams",
            "times random",
            "labels for random's last",
            "labels for 90 % of full",
            "for 95 %",
            "times supervised",
            "difference of area",
            "p",
            "wins");
    private static final List<String> CSV_HEADER = List.of(
            "arm",
            "round",
            "labels",
            "pseudo_labels",
            "epochs",
            "map50",
            "map50_sd",
            "map50_95",
            "map50_95_sd",
            "precision",
            "recall",
            "seeds",
            "stream_map50",
            "stream_map50_95",
            "f1");
    private static final Figures FIGURES = new Figures("-");

    private final ExperimentResult result;

    public ResultTable(ExperimentResult result) {
        this.result = result;
    }

    /** Writes {@code experiment.md} and {@code experiment.csv}. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("experiment.md"), markdown());
        StringWriter text = new StringWriter();
        try (SequenceWriter rows = new CsvMapper().writer().writeValues(text)) {
            rows.write(CSV_HEADER);
            for (ArmSummary arm : result.summary()) {
                for (RoundSummary round : arm.rounds()) {
                    rows.write(csvRow(arm.arm(), round));
                }
            }
        }
        AtomicFile.write(folder.resolve("experiment.csv"), text.toString());
    }

    private static List<String> csvRow(String arm, RoundSummary round) {
        return List.of(
                arm,
                String.valueOf(round.round()),
                decimal("%.1f", round.labels()),
                decimal("%.1f", round.pseudoLabels()),
                decimal("%.1f", round.epochs()),
                decimal("%.5f", round.map50().mean()),
                decimal("%.5f", round.map50().sd()),
                decimal("%.5f", round.map50To95().mean()),
                decimal("%.5f", round.map50To95().sd()),
                decimal("%.5f", round.precision().mean()),
                decimal("%.5f", round.recall().mean()),
                String.valueOf(round.map50().n()),
                mean(round.streamMap50()),
                mean(round.streamMap50To95()),
                mean(round.f1()));
    }

    /** Returns the mean, or an empty cell if it was not measured. */
    private static String mean(@Nullable Spread spread) {
        return spread == null ? "" : decimal("%.5f", spread.mean());
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The whole report. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Experiment\n\n`")
                .append(result.plan().command())
                .append("`\n\n")
                .append(String.format(
                        Locale.ROOT,
                        "%s: pool of %d frames (%d empty), %d to validate. Seeds: %d. Training: %s. %.0f minutes.%n%n",
                        result.data().source(),
                        result.data().pool(),
                        result.data().emptyInPool(),
                        result.data().validation(),
                        result.plan().seeds().size(),
                        new TreeMap<>(result.plan().training()),
                        result.seconds() / 60));
        if (!result.complete()) {
            text.append("**Interrupted: the same command resumes it.**\n\n");
        }
        text.append("## Arms\n\n").append(table(ARM_HEADER, arms())).append('\n');
        text.append("## Rounds\n\n")
                .append(table(ROUND_HEADER, FIGURES.rounds(result)))
                .append('\n');
        text.append("## Notes\n\n");
        result.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private List<List<String>> arms() {
        List<List<String>> rows = new ArrayList<>();
        for (ArmSummary arm : result.summary()) {
            List<String> row = new ArrayList<>(List.of(
                    arm.arm(),
                    FIGURES.spread(arm.area()),
                    FIGURES.spread(Figures.last(arm).map(RoundSummary::map50).orElse(null)),
                    FIGURES.spread(
                            Figures.last(arm).map(RoundSummary::streamMap50).orElse(null))));
            row.addAll(FIGURES.comparison(arm));
            rows.add(row);
        }
        return rows;
    }

    /** Markdown whose columns are as wide as their widest cell, so that it reads well on a console too. */
    private static String table(List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths);
        text.append('|');
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            text.append(' ')
                    .append(cells.get(i))
                    .append(" ".repeat(widths[i] - cells.get(i).length()))
                    .append(" |");
        }
        text.append('\n');
    }
}
