package io.nerest.cli.figures;

import io.nerest.charts.LineChart;
import io.nerest.charts.LineChart.Stroke;
import io.nerest.training.evaluation.MetricCurves;
import io.nerest.training.evaluation.MetricCurves.ClassCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The curves of a validation: {@code PR_curve.png}, {@code F1_curve.png}, {@code P_curve.png}, {@code R_curve.png}.
 */
public final class CurvePlots {
    /** With more classes than this, single curves are pale and the legend shows only their mean. */
    private static final int MOST_NAMED = 20;

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private CurvePlots() {}

    /**
     * Draws all four, or none if no class has an object.
     *
     * @param folder exists
     * @throws IOException if a file cannot be written
     */
    public static void write(MetricCurves curves, Path folder) throws IOException {
        if (curves.classes().isEmpty()) {
            return;
        }
        List<ClassCurve> classes = curves.classes();
        double mean = classes.stream()
                .mapToDouble(ClassCurve::averagePrecision)
                .average()
                .orElse(0);
        chart(
                        "Precision by recall, IoU .5",
                        "Recall",
                        "Precision",
                        curves,
                        ClassCurve::precisionByRecall,
                        curve -> " " + number(curve.averagePrecision()))
                .line(
                        allClasses(curves) + " " + number(mean) + " mAP50",
                        axis(),
                        mean(classes, ClassCurve::precisionByRecall),
                        Stroke.EMPHASIS)
                .write(folder.resolve("PR_curve.png"), WIDTH, HEIGHT);
        int best = curves.bestF1();
        chart("F1 by confidence", "Confidence", "F1", curves, ClassCurve::f1, curve -> "")
                .line(
                        "%s %s at %s"
                                .formatted(allClasses(curves), number(curves.f1Mean()[best]), number(axis()[best])),
                        axis(),
                        mean(classes, ClassCurve::f1),
                        Stroke.EMPHASIS)
                .write(folder.resolve("F1_curve.png"), WIDTH, HEIGHT);
        chart("Precision by confidence", "Confidence", "Precision", curves, ClassCurve::precision, curve -> "")
                .line(allClasses(curves), axis(), mean(classes, ClassCurve::precision), Stroke.EMPHASIS)
                .write(folder.resolve("P_curve.png"), WIDTH, HEIGHT);
        chart("Recall by confidence", "Confidence", "Recall", curves, ClassCurve::recall, curve -> "")
                .line(allClasses(curves), axis(), mean(classes, ClassCurve::recall), Stroke.EMPHASIS)
                .write(folder.resolve("R_curve.png"), WIDTH, HEIGHT);
    }

    private static LineChart chart(
            String title,
            String xLabel,
            String yLabel,
            MetricCurves curves,
            Function<ClassCurve, double[]> values,
            Function<ClassCurve, String> figure) {
        LineChart chart = new LineChart(title, xLabel, yLabel).ofShares();
        Stroke stroke = curves.classes().size() > MOST_NAMED ? Stroke.FAINT : Stroke.LINE;
        if (curves.classes().size() > 1) {
            for (ClassCurve curve : curves.classes()) {
                chart.line(curve.name() + figure.apply(curve), axis(), values.apply(curve), stroke);
            }
        }
        return chart;
    }

    private static String allClasses(MetricCurves curves) {
        return curves.classes().size() == 1 ? curves.classes().get(0).name() : "all classes";
    }

    private static double[] axis() {
        return MetricCurves.axis();
    }

    private static double[] mean(List<ClassCurve> classes, Function<ClassCurve, double[]> values) {
        double[] mean = new double[MetricCurves.POINTS];
        for (ClassCurve curve : classes) {
            double[] of = values.apply(curve);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += of[i] / classes.size();
            }
        }
        return mean;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
