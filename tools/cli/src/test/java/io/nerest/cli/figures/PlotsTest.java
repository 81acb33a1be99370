package io.nerest.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.charts.LineChart;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import io.nerest.vision.box.LabelledBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
    @TempDir
    private Path folder;

    @Test
    void curvesAndConfusionOfAValidationAreDrawn() throws IOException {
        Box box = new Box(0, 0, 40, 40);
        DetectionMetrics metrics = new DetectionMetrics(List.of("pink", "chum"));
        metrics.add("a", List.of(new GroundTruth(box, 0)), List.of(new Detection(box, .8f, 0)));
        DetectionReport report = metrics.report();

        CurvePlots.write(report.curves(), folder);
        ConfusionMatrixPlot.write(report.confusion(), folder);

        for (String name : List.of("PR_curve", "F1_curve", "P_curve", "R_curve", "confusion_matrix_normalized")) {
            assertThat(inkIn(name + ".png")).as(name).isGreaterThan(1000);
        }
    }

    @Test
    void noCurvesAreDrawnWithoutObjects() throws IOException {
        CurvePlots.write(new DetectionMetrics(List.of("pink")).report().curves(), folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRunIsDrawnWithMissingValues() throws IOException {
        Path csv = folder.resolve("results.csv");
        Files.writeString(csv, """
                epoch,time,train/box_loss,metrics/mAP50(B)
                1,10,4.5,
                2,20,nan,0.5
                3,30,2.5,0.6
                """);

        ResultsPlot.write(csv, folder.resolve("results.png"));

        assertThat(inkIn("results.png")).isGreaterThan(1000);
        Files.writeString(csv, "a,b\n1,2\n");
        assertThatThrownBy(() -> ResultsPlot.write(csv, folder.resolve("results.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epoch");
    }

    @Test
    void labelsOfADataSetAreDrawn() throws IOException {
        LabelsPlot.write(
                List.of(new LabelledBox(0, .5f, .5f, .1f, .2f), new LabelledBox(0, .9f, .1f, 1f, 1f)),
                List.of("fish"),
                folder.resolve("labels.png"));

        assertThat(inkIn("labels.png")).isGreaterThan(1000);
    }

    @Test
    void valuesThatAreNotFiniteAreOmitted() throws IOException {
        LineChart chart = new LineChart("mAP50 by labels", "labels", "mAP50")
                .line("random", new double[] {0, 1, 2}, new double[] {.1, Double.NaN, .3}, LineChart.Stroke.DOTTED_LINE)
                .line("nothing yet", new double[] {0}, new double[] {Double.NaN}, LineChart.Stroke.LINE);

        chart.write(folder.resolve("chart.png"), 400, 300);

        assertThat(inkIn("chart.png")).isGreaterThan(500);
        assertThatThrownBy(() -> chart.line("x", new double[2], new double[1], LineChart.Stroke.LINE))
                .hasMessageContaining("'x'");
    }

    /** How many pixels of an image are not white. */
    private int inkIn(String file) throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
        int ink = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                ink += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
            }
        }
        return ink;
    }
}
