package io.nerest.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The style of all plots: white background, pale grid, colours for the colour-blind (Okabe and Ito, 2008). */
public final class PlotStyle {
    public static final Color INK = new Color(0x1b2a3a);
    public static final Color SKY = new Color(0x7fc4ec);
    public static final Color PALE = new Color(0xb8c4ce);

    private static final Color GRID = new Color(0xe6eaee);
    private static final Color[] COLOURS = {
        new Color(0x0072b2),
        new Color(0xd55e00),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0xe69f00),
        new Color(0x56b4e9),
        new Color(0x7a5195),
        new Color(0x8c6d31),
    };

    private PlotStyle() {}

    public static Color colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    /** Creates an XY chart in this style, with its legend to the right. */
    public static XYChart plane(String title, String xLabel, String yLabel, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        apply(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    public static void apply(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
        styler.setChartTitleBoxVisible(false);
        styler.setChartPadding(8);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        if (styler instanceof AxesChartStyler axes) {
            axes.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            axes.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
            axes.setAxisTickLabelsColor(INK);
            axes.setAxisTickMarksColor(PALE);
            axes.setPlotGridLinesColor(GRID);
            axes.setPlotGridLinesStroke(new BasicStroke(1));
            axes.setPlotTicksMarksVisible(false);
        }
    }
}
