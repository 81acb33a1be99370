package io.nerest.cli.season;

import io.nerest.charts.Plot;
import io.nerest.charts.PlotStyle;
import io.nerest.counting.estimate.CountEstimate;
import io.nerest.counting.estimate.CountEstimator;
import io.nerest.counting.estimate.LabelledDraw;
import io.nerest.counting.estimate.SeasonUnits;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The estimated total with its interval after the first labels, after some more, and so on to all labels. */
final class BandPlot implements Plot {
    private static final int STEPS = 60;
    private static final int BAND_OPACITY = 50;

    private final List<Integer> labels = new ArrayList<>();
    private final List<CountEstimate> estimates = new ArrayList<>();
    private final double detected;

    BandPlot(SeasonUnits units, List<LabelledDraw> draws, double level) {
        detected = units.total();
        int step = Math.max(1, draws.size() / STEPS);
        for (int count = Math.min(draws.size(), CountEstimator.LEAST_LABELS); count <= draws.size(); count += step) {
            labels.add(count);
            estimates.add(CountEstimator.total(units, draws.subList(0, count), level));
        }
    }

    /** The estimates that are drawn, in the order of labels. */
    List<CountEstimate> estimates() {
        return List.copyOf(estimates);
    }

    @Override
    public Chart<?, ?> chart(int width, int height) {
        XYChart chart = PlotStyle.plane("Season total", "labels", "fish", width, height);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        int n = labels.size();
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        double[] means = new double[n];
        double[] counts = new double[n];
        double[] constant = new double[n];
        for (int i = 0; i < n; i++) {
            CountEstimate estimate = estimates.get(i);
            counts[i] = labels.get(i);
            means[i] = estimate.value();
            constant[i] = detected;
            xs[i] = counts[i];
            ys[i] = estimate.low();
            xs[2 * n - 1 - i] = counts[i];
            ys[2 * n - 1 - i] = estimate.high();
        }
        Color blue = PlotStyle.colour(0);
        XYSeries band = chart.addSeries("interval", xs, ys);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(blue.getRed(), blue.getGreen(), blue.getBlue(), BAND_OPACITY));
        band.setLineStyle(SeriesLines.NONE);
        band.setMarker(SeriesMarkers.NONE);
        XYSeries line = chart.addSeries("estimate", counts, means);
        line.setLineColor(blue).setLineWidth(2.2f);
        line.setMarker(SeriesMarkers.NONE);
        XYSeries detector = chart.addSeries("detector's count", counts, constant);
        detector.setLineColor(PlotStyle.colour(1)).setLineWidth(1.5f);
        detector.setMarker(SeriesMarkers.NONE);
        return chart;
    }
}
