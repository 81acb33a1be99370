package io.nerest.standalone.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the model's accuracy grows with the labels that people gave. */
final class LearningCurve {
    private static final int DPI = 150;

    private LearningCurve() {}

    static void write(Path png, List<DemoRound> rounds, String title) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title(title)
                .xAxisTitle("frames labelled by people")
                .yAxisTitle("on the validation frames")
                .build();
        Styler styler = chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setPlotGridLinesColor(new Color(0xE3E7EA));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.InsideSE);
        double[] labels = rounds.stream().mapToDouble(DemoRound::labels).toArray();
        line(
                chart,
                "mAP50",
                labels,
                rounds.stream().mapToDouble(DemoRound::map50).toArray(),
                0x0B6E99,
                true);
        line(
                chart,
                "mAP50-95",
                labels,
                rounds.stream().mapToDouble(DemoRound::map5095).toArray(),
                0xD9730D,
                true);
        line(
                chart,
                "precision",
                labels,
                rounds.stream().mapToDouble(DemoRound::precision).toArray(),
                0x7B8790,
                false);
        line(
                chart,
                "recall",
                labels,
                rounds.stream().mapToDouble(DemoRound::recall).toArray(),
                0xB3BCC2,
                false);
        BitmapEncoder.saveBitmapWithDPI(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG, DPI);
    }

    private static void line(XYChart chart, String name, double[] x, double[] y, int rgb, boolean strong) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(new Color(rgb));
        series.setLineColor(new Color(rgb));
        series.setLineStyle(
                strong
                        ? new BasicStroke(2.5f)
                        : new BasicStroke(
                                1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
    }
}
