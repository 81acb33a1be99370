package io.nerest.charts;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common axis: curves of metrics, learning curves of several campaigns. */
public final class LineChart implements Plot {
    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Line> lines = new ArrayList<>();
    private boolean shares;

    /** Styles of lines. */
    public enum Stroke {
        /** A line in its own colour. */
        LINE,
        /** The same with a dot at every value, for few values. */
        DOTTED_LINE,
        /** Dots without a line, for values in no order. */
        DOTS,
        /** Thick and dark, for the mean over the others. */
        EMPHASIS,
        /** Thin and pale, for more lines than fit into a legend. */
        FAINT
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Line(String name, double[] xs, double[] ys, Stroke stroke) {}

    public LineChart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /**
     * Adds a line; values that are not finite are left out, and a line without a value is not drawn.
     *
     * @param name text in the legend; unique within the chart
     * @param ys as many as {@code xs}
     */
    public LineChart line(String name, double[] xs, double[] ys, Stroke stroke) {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(
                    "line '%s' has %d places and %d values".formatted(name, xs.length, ys.length));
        }
        double[] keptX = new double[xs.length];
        double[] keptY = new double[xs.length];
        int kept = 0;
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
                keptX[kept] = xs[i];
                keptY[kept++] = ys[i];
            }
        }
        if (kept > 0) {
            lines.add(new Line(name, Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept), stroke));
        }
        return this;
    }

    /** Fixes both axes to 0 to 1; without it they follow the values. */
    public LineChart ofShares() {
        shares = true;
        return this;
    }

    @Override
    public Chart<?, ?> chart(int width, int height) {
        XYChart chart = PlotStyle.plane(title, xLabel, yLabel, width, height);
        chart.getStyler().setMarkerSize(5);
        chart.getStyler()
                .setLegendVisible(
                        lines.stream().anyMatch(line -> line.stroke != Stroke.FAINT) && (shares || lines.size() > 1));
        if (shares) {
            chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
            chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        }
        int colour = 0;
        for (Line line : lines) {
            XYSeries series = chart.addSeries(
                    line.name, shares ? withoutSecond(line.xs) : line.xs, shares ? withoutSecond(line.ys) : line.ys);
            boolean dots = line.stroke == Stroke.DOTTED_LINE || line.stroke == Stroke.DOTS;
            series.setMarker(dots ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineStyle(line.stroke == Stroke.DOTS ? SeriesLines.NONE : SeriesLines.SOLID);
            series.setShowInLegend(line.stroke != Stroke.FAINT);
            Color own = PlotStyle.colour(colour++);
            switch (line.stroke) {
                case LINE, DOTTED_LINE, DOTS -> {
                    series.setMarkerColor(own);
                    series.setLineColor(own).setLineWidth(2);
                }
                case EMPHASIS -> series.setLineColor(PlotStyle.INK).setLineWidth(3.5f);
                case FAINT -> series.setLineColor(PlotStyle.PALE).setLineWidth(1);
            }
        }
        return chart;
    }

    /**
     * XChart puts ticks on evenly spaced values themselves, as at 0.095; a gap among a thousand of them puts them on
     * tenths.
     */
    private static double[] withoutSecond(double[] values) {
        if (values.length < 4) {
            return values;
        }
        double[] copy = Arrays.copyOfRange(values, 1, values.length);
        copy[0] = values[0];
        return copy;
    }
}
