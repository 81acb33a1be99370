package io.nerest.cli.figures;

import io.nerest.charts.Plot;
import io.nerest.charts.PlotStyle;
import io.nerest.training.evaluation.ConfusionMatrix;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** {@code confusion_matrix.png} and {@code confusion_matrix_normalized.png}: predicted classes over true ones. */
public final class ConfusionMatrixPlot implements Plot {
    /** With more classes than this, numbers do not fit into the cells. */
    private static final int MOST_NUMBERED = 30;

    private final ConfusionMatrix matrix;
    private final boolean normalised;

    private ConfusionMatrixPlot(ConfusionMatrix matrix, boolean normalised) {
        this.matrix = matrix;
        this.normalised = normalised;
    }

    /**
     * Draws both.
     *
     * @param folder exists
     * @throws IOException if a file cannot be written
     */
    public static void write(ConfusionMatrix matrix, Path folder) throws IOException {
        int side = Math.max(520, Math.min(1600, 300 + 40 * matrix.labels().size()));
        new ConfusionMatrixPlot(matrix, false).write(folder.resolve("confusion_matrix.png"), side + 160, side);
        new ConfusionMatrixPlot(matrix, true)
                .write(folder.resolve("confusion_matrix_normalized.png"), side + 160, side);
    }

    @Override
    public Chart<?, ?> chart(int width, int height) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(width)
                .height(height)
                .title(normalised ? "Confusion matrix, fractions of the true class" : "Confusion matrix")
                .xAxisTitle("True")
                .yAxisTitle("Predicted")
                .build();
        PlotStyle.apply(chart.getStyler());
        List<String> labels = matrix.labels();
        List<Number[]> cells = new ArrayList<>();
        for (int truth = 0; truth < labels.size(); truth++) {
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                Number value = normalised
                        ? (Number) (Math.round(matrix.share(predicted, truth) * 1000) / 1000.0)
                        : (Number) matrix.count(predicted, truth);
                // XChart counts rows from the bottom.
                cells.add(new Number[] {truth, labels.size() - 1 - predicted, value});
            }
        }
        List<String> fromBottom = new ArrayList<>(labels);
        Collections.reverse(fromBottom);
        chart.addSeries("share", labels, fromBottom, cells);
        chart.getStyler().setShowValue(labels.size() <= MOST_NUMBERED);
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0xb5d6ec), new Color(0x4a98d0)});
        chart.getStyler().setPlotContentSize(1);
        chart.getStyler().setHeatMapValueDecimalPattern(normalised ? "0.00" : "0");
        return chart;
    }
}
