package io.nerest.charts;

import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A bar chart with one bar per name.
 *
 * @param title above the chart
 * @param yLabel what the bars count
 * @param names as many as values
 * @param values heights of the bars
 */
public record BarChart(String title, String yLabel, List<String> names, List<? extends Number> values) implements Plot {

    @Override
    public Chart<?, ?> chart(int width, int height) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .yAxisTitle(yLabel)
                .build();
        PlotStyle.apply(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(.7);
        chart.getStyler().setLabelsVisible(names.size() <= 12);
        chart.getStyler().setLabelsFontColorAutomaticEnabled(false).setLabelsFontColor(PlotStyle.INK);
        chart.getStyler().setXAxisLabelRotation(names.size() > 12 ? 45 : 0);
        if (names.size() > 30) {
            chart.getStyler().setXAxisMaxLabelCount(30);
        }
        chart.addSeries(title, names, values).setFillColor(PlotStyle.SKY);
        return chart;
    }
}
