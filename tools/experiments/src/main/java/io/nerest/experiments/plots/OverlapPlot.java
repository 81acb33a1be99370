package io.nerest.experiments.plots;

import io.nerest.charts.Plot;
import io.nerest.charts.PlotStyle;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** A heat map of the overlap of arms. */
record OverlapPlot(Overlap overlap) implements Plot {
    private static final int LONG = 12;
    private static final int LONGEST = 24;

    @Override
    public Chart<?, ?> chart(int width, int height) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(width)
                .height(height)
                .title(String.format(Locale.ROOT, "Share of the same frames; by chance %.2f", overlap.byChance()))
                .build();
        PlotStyle.apply(chart.getStyler());
        List<String> arms = shortened(overlap.arms());
        List<Number[]> cells = new ArrayList<>();
        for (int a = 0; a < arms.size(); a++) {
            for (int b = 0; b < arms.size(); b++) {
                double share = overlap.shares()[a][b];
                if (Double.isFinite(share)) {
                    // XChart counts rows from the bottom.
                    cells.add(new Number[] {b, arms.size() - 1 - a, share});
                }
            }
        }
        List<String> fromBottom = new ArrayList<>(arms);
        Collections.reverse(fromBottom);
        chart.addSeries("share", arms, fromBottom, cells);
        chart.getStyler().setMin(0).setMax(1);
        chart.getStyler().setShowValue(true).setHeatMapValueDecimalPattern("0.00");
        chart.getStyler().setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0xb5d6ec), new Color(0x4a98d0)});
        chart.getStyler().setPlotContentSize(1);
        boolean crowded = arms.size() > 4 || arms.stream().anyMatch(arm -> arm.length() > LONG);
        chart.getStyler().setXAxisLabelRotation(crowded ? 35 : 0);
        return chart;
    }

    /** Shortened names: the start of an arm's settings, and its index if that is ambiguous. */
    private static List<String> shortened(List<String> arms) {
        List<String> names = new ArrayList<>();
        for (String arm : arms) {
            String name = arm.length() <= LONGEST ? arm : arm.substring(0, LONGEST - 1) + "…";
            names.add(names.contains(name) ? name + " " + (names.size() + 1) : name);
        }
        return names;
    }
}
