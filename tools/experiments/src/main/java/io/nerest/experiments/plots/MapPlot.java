package io.nerest.experiments.plots;

import io.nerest.charts.Plot;
import io.nerest.charts.PlotStyle;
import io.nerest.experiments.map.Layout;
import java.awt.Color;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.XYStyler;

/**
 * The pool on a plane, with the frames that one arm selected, by round.
 *
 * @param title above the panel
 * @param layout the positions of the frames
 * @param rounds frames that each round selected, the initial set first; frames without a position are skipped
 */
record MapPlot(String title, Layout layout, List<List<String>> rounds) implements Plot {
    private static final Color POOL = new Color(0xc3ccd4);
    /** From early to late, dark to bright: colours of viridis, which remain ordered for the colour-blind. */
    private static final Color[] EARLY_TO_LATE = {
        new Color(0x440154), new Color(0x3b528b), new Color(0x21918c), new Color(0x5ec962), new Color(0xfde725)
    };

    @Override
    public Chart<?, ?> chart(int width, int height) {
        XYChart chart = PlotStyle.plane(title, layout.xLabel(), layout.yLabel(), width, height);
        XYStyler styler = chart.getStyler();
        styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        styler.setXAxisTicksVisible(false).setYAxisTicksVisible(false);
        styler.setPlotGridLinesVisible(false);
        Map<String, Integer> place = new HashMap<>();
        for (int i = 0; i < layout.frames().size(); i++) {
            place.put(layout.frames().get(i), i);
        }
        add(chart, "pool", layout.frames(), place, POOL, Dot.SMALL);
        for (int round = 0; round < rounds.size(); round++) {
            String name = round == 0 ? "initial" : rounds.size() == 2 ? "chosen" : "round " + round;
            add(chart, name, rounds.get(round), place, round == 0 ? PlotStyle.INK : colour(round), dot(round));
        }
        return chart;
    }

    private static Dot dot(int round) {
        return round == 0 ? Dot.RING : Dot.LARGE;
    }

    private void add(
            XYChart chart, String name, List<String> frames, Map<String, Integer> place, Color colour, Dot dot) {
        int[] known =
                frames.stream().filter(place::containsKey).mapToInt(place::get).toArray();
        if (known.length == 0) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                Arrays.stream(known).mapToDouble(i -> layout.points()[i][0]).toArray(),
                Arrays.stream(known).mapToDouble(i -> layout.points()[i][1]).toArray());
        series.setMarker(dot).setMarkerColor(colour);
    }

    private Color colour(int round) {
        double position = rounds.size() <= 2 ? .4 : (round - 1) / (rounds.size() - 2.0);
        double scaled = position * (EARLY_TO_LATE.length - 1);
        int low = (int) Math.min(EARLY_TO_LATE.length - 2, Math.floor(scaled));
        double share = scaled - low;
        Color from = EARLY_TO_LATE[low];
        Color to = EARLY_TO_LATE[low + 1];
        return new Color(
                mix(from.getRed(), to.getRed(), share),
                mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
