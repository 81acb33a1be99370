package io.nerest.standalone.demo;

import io.nerest.charts.LineChart;
import io.nerest.charts.LineChart.Stroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A chart of the model's metrics over the number of labelled frames. */
final class LearningCurve {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private LearningCurve() {}

    /** Writes the chart as a PNG. */
    static void write(Path png, List<DemoRound> rounds, String title) throws IOException {
        double[] labels = values(rounds, DemoRound::labels);
        new LineChart(title, "frames labelled by annotators", "metric on the validation frames")
                .ofShares()
                .line("mAP50", labels, values(rounds, DemoRound::map50), Stroke.DOTTED_LINE)
                .line("mAP50-95", labels, values(rounds, DemoRound::map5095), Stroke.DOTTED_LINE)
                .line("precision", labels, values(rounds, DemoRound::precision), Stroke.DOTTED_LINE)
                .line("recall", labels, values(rounds, DemoRound::recall), Stroke.DOTTED_LINE)
                .write(png, WIDTH, HEIGHT);
    }

    private static double[] values(List<DemoRound> rounds, ToDoubleFunction<DemoRound> value) {
        return rounds.stream().mapToDouble(value).toArray();
    }
}
