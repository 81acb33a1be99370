package io.nerest.charts;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** A two-dimensional histogram of pairs of numbers from 0 to 1, in 25 by 25 cells. */
public final class DensityPlot implements Plot {
    private static final int CELLS = 25;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final int[][] counts = new int[CELLS][CELLS];

    public DensityPlot(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    public void count(double x, double y) {
        counts[cell(x)][cell(y)]++;
    }

    @Override
    public Chart<?, ?> chart(int width, int height) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        PlotStyle.apply(chart.getStyler());
        chart.getStyler()
                .setRangeColors(
                        new Color[] {Color.WHITE, new Color(0xa6cee3), new Color(0x4292c6), new Color(0x08306b)});
        chart.getStyler().setPlotContentSize(1);
        List<String> labels = IntStream.range(0, CELLS)
                .mapToObj(i -> i % 5 == 0 ? "0." + i * 10 / CELLS : " ".repeat(i))
                .toList();
        List<Number[]> cells = IntStream.range(0, CELLS * CELLS)
                .mapToObj(i -> new Number[] {i / CELLS, i % CELLS, counts[i / CELLS][i % CELLS]})
                .toList();
        chart.addSeries(title, labels, labels, cells);
        return chart;
    }

    private static int cell(double share) {
        return (int) Math.max(0, Math.min(CELLS - 1, share * CELLS));
    }
}
