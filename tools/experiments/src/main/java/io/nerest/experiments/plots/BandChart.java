package io.nerest.experiments.plots;

import io.nerest.charts.Plot;
import io.nerest.charts.PlotStyle;
import java.awt.BasicStroke;
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

/** Means with their spread: a line in its band, a point with an error bar, or a level across the whole chart. */
final class BandChart implements Plot {
    private static final int BAND_OPACITY = 38;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Line> lines = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    /**
     * A mean somewhere along the axis.
     *
     * @param sd how far the band reaches to either side; 0 for no band
     */
    record Point(double x, double mean, double sd) {}

    private record Line(String name, List<Point> points, Color colour, boolean dotted) {}

    private record Level(String name, double mean, Color colour) {}

    BandChart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** Adds a line with a dot at every value; a single value is a diamond with an error bar. NaN values are skipped. */
    BandChart line(String name, List<Point> points, Color colour) {
        return add(name, points, colour, true);
    }

    /** Adds a line of many values, without dots. */
    BandChart smoothLine(String name, List<Point> points, Color colour) {
        return add(name, points, colour, false);
    }

    /** Adds a dashed horizontal line, drawn only if the chart has other series. */
    BandChart level(String name, double mean, Color colour) {
        levels.add(new Level(name, mean, colour));
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The number of lines and levels in the legend below the chart. */
    int entries() {
        return lines.size() + levels.size();
    }

    private BandChart add(String name, List<Point> points, Color colour, boolean dotted) {
        List<Point> finite = points.stream()
                .filter(point -> Double.isFinite(point.x) && Double.isFinite(point.mean))
                .toList();
        if (!finite.isEmpty()) {
            lines.add(new Line(name, finite, colour, dotted));
        }
        return this;
    }

    @Override
    public Chart<?, ?> chart(int width, int height) {
        XYChart chart = PlotStyle.plane(title, xLabel, yLabel, width, height);
        // Arms with settings have long names, which would leave no room for the lines beside them.
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendVisible(entries() > 1);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setYAxisDecimalPattern("0.0##");
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        lines.stream().filter(line -> line.points.size() > 1).forEach(line -> band(chart, line));
        lines.forEach(line -> draw(chart, line));
        double from = lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::x)
                .min()
                .orElse(0);
        double to = lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        for (Level level : levels) {
            XYSeries series =
                    chart.addSeries(level.name, new double[] {from, to}, new double[] {level.mean, level.mean});
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(level.colour);
            series.setLineStyle(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes(), 0));
        }
        return chart;
    }

    private static float[] dashes() {
        return new float[] {7, 5};
    }

    private static void draw(XYChart chart, Line line) {
        double[] xs = line.points.stream().mapToDouble(Point::x).toArray();
        double[] means = line.points.stream().mapToDouble(Point::mean).toArray();
        boolean single = xs.length == 1;
        XYSeries series = single
                ? chart.addSeries(line.name, xs, means, new double[] {line.points.get(0).sd})
                : chart.addSeries(line.name, xs, means);
        series.setLineStyle(SeriesLines.SOLID);
        series.setLineColor(line.colour).setLineWidth(2.2f);
        series.setMarkerColor(line.colour);
        series.setMarker(single ? SeriesMarkers.DIAMOND : line.dotted ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    private static void band(XYChart chart, Line line) {
        int n = line.points.size();
        if (line.points.stream().allMatch(point -> point.sd == 0)) {
            return;
        }
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
            Point point = line.points.get(i);
            xs[i] = point.x;
            ys[i] = point.mean - point.sd;
            xs[2 * n - 1 - i] = point.x;
            ys[2 * n - 1 - i] = point.mean + point.sd;
        }
        XYSeries series = chart.addSeries(line.name + ", spread", xs, ys);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(
                new Color(line.colour.getRed(), line.colour.getGreen(), line.colour.getBlue(), BAND_OPACITY));
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }
}
