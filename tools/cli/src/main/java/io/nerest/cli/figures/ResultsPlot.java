package io.nerest.cli.figures;

import io.nerest.charts.LineChart;
import io.nerest.charts.PlotGrid;
import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code results.png}: the losses and metrics of a run by epoch, from {@code results.csv}. */
public final class ResultsPlot {
    private static final List<String> COLUMNS = List.of(
            "train/box_loss",
            "train/cls_loss",
            "train/dfl_loss",
            "metrics/precision(B)",
            "metrics/recall(B)",
            "metrics/F1(B)",
            "val/box_loss",
            "val/cls_loss",
            "val/dfl_loss",
            "metrics/mAP50(B)",
            "metrics/mAP50-95(B)",
            "overfitting");

    private ResultsPlot() {}

    /**
     * Draws a run. Each plot omits epochs without a value.
     *
     * @param csv {@code results.csv}: a header, then one row per epoch
     * @param png replaced if it exists
     * @throws IllegalArgumentException if the file has no column {@code epoch}
     * @throws IOException if a file cannot be read or written
     */
    public static void write(Path csv, Path png) throws IOException {
        List<String> lines = TextFile.lines(csv);
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        if (!header.contains("epoch")) {
            throw new IllegalArgumentException(csv + " has no column 'epoch'");
        }
        List<List<String>> rows = lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(ResultsPlot::cells)
                .toList();
        double[] epochs = column(header, rows, "epoch");
        PlotGrid grid = new PlotGrid(6, 300, 240);
        for (String name : COLUMNS) {
            grid.add(new LineChart(name, "epoch", "")
                    .line(name, epochs, column(header, rows, name), LineChart.Stroke.DOTTED_LINE));
        }
        grid.write(png);
    }

    private static double[] column(List<String> header, List<List<String>> rows, String name) {
        int index = header.indexOf(name);
        double[] values = new double[rows.size()];
        Arrays.setAll(values, i -> index < 0 ? Double.NaN : number(rows.get(i), index));
        return values;
    }

    private static double number(List<String> row, int index) {
        try {
            return index < row.size() ? Double.parseDouble(row.get(index)) : Double.NaN;
        } catch (NumberFormatException empty) {
            return Double.NaN;
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
    }
}
