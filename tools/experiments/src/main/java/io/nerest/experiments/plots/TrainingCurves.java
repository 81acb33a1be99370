package io.nerest.experiments.plots;

import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of a training run by epoch, from its {@code results.csv}.
 *
 * @param columns values by column name, one per epoch; NaN if an epoch has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingCurves(Map<String, double[]> columns) {
    public static final String EPOCH = "epoch";
    public static final String MAP50 = "metrics/mAP50(B)";
    public static final String MAP50_95 = "metrics/mAP50-95(B)";

    private static final long MOST_BYTES = 64 << 20;

    /**
     * Reads a run's table.
     *
     * @throws IOException if it cannot be read, or has no column {@code epoch}
     */
    public static TrainingCurves read(Path csv) throws IOException {
        if (Files.size(csv) > MOST_BYTES) {
            throw new IOException(csv + " is too large to be a run's table");
        }
        List<String> lines =
                TextFile.lines(csv).stream().filter(line -> !line.isBlank()).toList();
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        if (!header.contains(EPOCH)) {
            throw new IOException(csv + " has no column '" + EPOCH + "'");
        }
        List<List<String>> rows =
                lines.stream().skip(1).map(TrainingCurves::cells).toList();
        Map<String, double[]> columns = new TreeMap<>();
        for (int c = 0; c < header.size(); c++) {
            int column = c;
            double[] values = new double[rows.size()];
            Arrays.setAll(values, row -> number(rows.get(row), column));
            columns.put(header.get(c), values);
        }
        return new TrainingCurves(columns);
    }

    /** The number of epochs. */
    public int epochs() {
        return column(EPOCH).length;
    }

    /** Returns a column's values by epoch; all NaN if the column does not exist. */
    public double[] column(String name) {
        double[] values = columns.get(name);
        if (values != null) {
            return values;
        }
        double[] none = new double[epochs()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static double number(List<String> row, int column) {
        try {
            return column < row.size() ? Double.parseDouble(row.get(column)) : Double.NaN;
        } catch (NumberFormatException empty) {
            return Double.NaN;
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
    }
}
