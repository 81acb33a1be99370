package io.nerest.training.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.network.LossComponents;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code results.csv}: one row per epoch, in the columns known from Ultralytics, then F1 and over-fitting (0 or 1). A cell without a measurement is empty. */
public final class ResultsTable {
    public static final List<String> COLUMNS = List.of(
            "epoch",
            "time",
            "train/box_loss",
            "train/cls_loss",
            "train/dfl_loss",
            "metrics/precision(B)",
            "metrics/recall(B)",
            "metrics/mAP50(B)",
            "metrics/mAP50-95(B)",
            "val/box_loss",
            "val/cls_loss",
            "val/dfl_loss",
            "lr/pg0",
            "lr/pg1",
            "lr/pg2",
            "metrics/F1(B)",
            "overfitting");

    /** Ultralytics writes no quotes; without the strict check Jackson quotes names that contain slashes or brackets. */
    private static final ObjectWriter CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .writer(CsvSchema.emptySchema().withLineSeparator("\n"));

    private final Path file;
    private final List<String> columns;

    private ResultsTable(Path file, List<String> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    /** Creates a table with its header. */
    static ResultsTable create(Path file) throws IOException {
        Files.writeString(file, CSV.writeValueAsString(COLUMNS), UTF_8);
        return new ResultsTable(file, COLUMNS);
    }

    /**
     * Opens an existing table and removes all rows after the given number of epochs, whose weights were kept. A table of an
     * earlier version keeps its columns.
     */
    static ResultsTable resume(Path file, int epochs) throws IOException {
        List<String> lines = Files.readAllLines(file, UTF_8);
        String kept = lines.stream().limit(1L + epochs).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(file, kept, UTF_8);
        return new ResultsTable(
                file, lines.isEmpty() ? COLUMNS : List.of(lines.get(0).split(",", -1)));
    }

    void append(EpochReport report) throws IOException {
        Map<String, Double> values = values(report);
        List<String> row = columns.stream()
                .map(column -> column.equals("epoch")
                        ? Integer.toString(report.epoch())
                        : Optional.ofNullable(values.get(column))
                                .map(ResultsTable::sixDigits)
                                .orElse(""))
                .toList();
        Files.writeString(file, CSV.writeValueAsString(row), UTF_8, StandardOpenOption.APPEND);
    }

    /** Returns an epoch's values by column, without its number. TensorBoard shows the same values. */
    public static Map<String, Double> values(EpochReport report) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("time", report.seconds());
        losses(values, "train", report.train());
        report.validation().ifPresent(validation -> {
            GroupMetrics all = validation.report().all();
            values.put("metrics/precision(B)", all.precision());
            values.put("metrics/recall(B)", all.recall());
            values.put("metrics/mAP50(B)", all.map50());
            values.put("metrics/mAP50-95(B)", all.map50To95());
            losses(values, "val", validation.losses());
        });
        for (int group = 0; group < report.rates().size(); group++) {
            values.put("lr/pg" + group, report.rates().get(group));
        }
        report.validation().ifPresent(validation -> {
            values.put("metrics/F1(B)", validation.report().all().f1());
            values.put("overfitting", validation.overfitting().isPresent() ? 1.0 : 0.0);
        });
        return values;
    }

    private static void losses(Map<String, Double> values, String set, LossComponents losses) {
        values.put(set + "/box_loss", (double) losses.box());
        values.put(set + "/cls_loss", (double) losses.cls());
        values.put(set + "/dfl_loss", (double) losses.dfl());
    }

    private static String sixDigits(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : "nan";
    }
}
