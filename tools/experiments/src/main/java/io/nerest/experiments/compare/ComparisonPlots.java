package io.nerest.experiments.compare;

import io.nerest.charts.LineChart;
import io.nerest.charts.LineChart.Stroke;
import io.nerest.charts.PlotGrid;
import io.nerest.experiments.plots.Drawing;
import io.nerest.experiments.plots.Drawings;
import io.nerest.experiments.plots.TrainingCurves;
import io.nerest.training.evaluation.MetricCurves;
import io.nerest.training.evaluation.MetricCurves.ClassCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Curves of two models in the same charts. */
final class ComparisonPlots {
    private static final List<String> COLUMNS = List.of(
            "metrics/mAP50(B)",
            "metrics/mAP50-95(B)",
            "metrics/precision(B)",
            "metrics/recall(B)",
            "metrics/F1(B)",
            "train/box_loss",
            "train/cls_loss",
            "val/box_loss",
            "val/cls_loss");

    private ComparisonPlots() {}

    /**
     * Draws the curves of precision and recall, and of training if at least one run has a table.
     *
     * @param folder exists
     */
    static Drawings draw(
            Path folder, MetricCurves a, MetricCurves b, Optional<TrainingCurves> runA, Optional<TrainingCurves> runB) {
        Drawings drawings = new Drawings();
        if (!a.classes().isEmpty() && !b.classes().isEmpty()) {
            drawings.attempt(folder.resolve("curves.png"), file -> metrics(file, a, b));
        }
        if (runA.isPresent() || runB.isPresent()) {
            drawings.attempt(folder.resolve("training.png"), file -> training(file, runA, runB));
        }
        return drawings;
    }

    private static Optional<Drawing> metrics(Path file, MetricCurves a, MetricCurves b) throws IOException {
        PlotGrid grid = new PlotGrid(2, 640, 440)
                .add(chart("Precision by recall, IoU .5", "Recall", "Precision", a, b, ClassCurve::precisionByRecall))
                .add(chart("F1 by confidence", "Confidence", "F1", a, b, ClassCurve::f1))
                .add(chart("Precision by confidence", "Confidence", "Precision", a, b, ClassCurve::precision))
                .add(chart("Recall by confidence", "Confidence", "Recall", a, b, ClassCurve::recall));
        grid.write(file);
        return Optional.of(
                new Drawing(file, "Precision, recall and F1", "On the test set, at IoU 0.5, mean over classes."));
    }

    private static Optional<Drawing> training(Path file, Optional<TrainingCurves> a, Optional<TrainingCurves> b)
            throws IOException {
        PlotGrid grid = new PlotGrid(4, 380, 280);
        for (String column : COLUMNS) {
            LineChart chart = new LineChart(column, "epoch", "");
            a.ifPresent(run -> chart.line("A", run.column(TrainingCurves.EPOCH), run.column(column), Stroke.LINE));
            b.ifPresent(run -> chart.line("B", run.column(TrainingCurves.EPOCH), run.column(column), Stroke.LINE));
            grid.add(chart);
        }
        grid.write(file);
        return Optional.of(new Drawing(
                file,
                "Training",
                a.isPresent() && b.isPresent()
                        ? "Epoch by epoch, each run on its own validation set."
                        : "Epoch by epoch; the other model has no training table."));
    }

    private static LineChart chart(
            String title,
            String xLabel,
            String yLabel,
            MetricCurves a,
            MetricCurves b,
            Function<ClassCurve, double[]> values) {
        return new LineChart(title, xLabel, yLabel)
                .ofShares()
                .line("A", MetricCurves.axis(), mean(a, values), Stroke.LINE)
                .line("B", MetricCurves.axis(), mean(b, values), Stroke.LINE);
    }

    private static double[] mean(MetricCurves curves, Function<ClassCurve, double[]> values) {
        double[] mean = new double[MetricCurves.POINTS];
        for (ClassCurve curve : curves.classes()) {
            double[] of = values.apply(curve);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += of[i] / curves.classes().size();
            }
        }
        return mean;
    }
}
