package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.evaluation.ConfusionMatrix;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, metrics and a training with eighty classes: rectangles whose colour is their class. */
class EightyClassesTest {
    private static final int CLASSES = 80;
    private static final int SIDE = 64;

    @TempDir
    private Path folder;

    private static List<String> names() {
        return IntStream.range(0, CLASSES).mapToObj(id -> "species " + id).toList();
    }

    /** One image a class. */
    private Path render() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        for (int id = 0; id < CLASSES; id++) {
            int left = 4 + id * 7 % 24;
            int top = 4 + id * 11 % 24;
            try (DecodedImage image = DecodedImage.filled(SIDE, SIDE, 20);
                    Point from = new Point(left, top);
                    Point to = new Point(left + 31, top + 31);
                    Scalar colour = new Scalar(60 + id % 4 * 60, 60 + id / 4 % 5 * 45, 60 + id / 20 * 60, 0)) {
                opencv_imgproc.rectangle(
                        image.mat(), from, to, colour, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
                ImageEncoder.write(image, folder.resolve("images/%02d.png".formatted(id)));
            }
            Files.writeString(
                    folder.resolve("labels/%02d.txt".formatted(id)),
                    String.format(Locale.ROOT, "%d %f %f 0.5 0.5%n", id, (left + 16.0) / SIDE, (top + 16.0) / SIDE));
        }
        StringBuilder yaml = new StringBuilder("path: " + folder + "\ntrain: images\nval: images\nnames:\n");
        names().forEach(name -> yaml.append("  - ").append(name).append('\n'));
        return Files.writeString(folder.resolve("data.yaml"), yaml);
    }

    @Test
    void aTrainingReadsTrainsAndReportsEightyClasses() throws Exception {
        Path data = render();
        Path architecture = Files.writeString(folder.resolve("tiny.yaml"), TinyArchitecture.TEXT);
        Dataset dataset = DatasetReader.read(data);
        List<EpochReport> epochs = new ArrayList<>();

        TrainingResult result = new Trainer()
                .train(
                        TrainingArguments.parse(Map.ofEntries(
                                Map.entry("model", architecture.toString()),
                                Map.entry("data", data.toString()),
                                Map.entry("project", folder.toString()),
                                Map.entry("name", "run"),
                                Map.entry("epochs", "2"),
                                Map.entry("imgsz", "64"),
                                Map.entry("batch", "16"),
                                Map.entry("nbs", "16"),
                                Map.entry("optimizer", "AdamW"),
                                Map.entry("lr0", "0.01"),
                                Map.entry("warmup_epochs", "0"),
                                Map.entry("mosaic", "0"),
                                Map.entry("plots", "false"),
                                Map.entry("threads", "1"),
                                Map.entry("workers", "0"))),
                        new TrainingListener() {
                            @Override
                            public void epochDone(EpochReport report) {
                                epochs.add(report);
                            }
                        });

        assertThat(dataset.classNames()).isEqualTo(names());
        assertThat(dataset.train())
                .extracting(item -> item.labels().get(0).classId())
                .containsExactlyElementsOf(IntStream.range(0, CLASSES).boxed().toList());
        TrainedNetwork trained = TrainedNetwork.read(result.folder().best());
        assertThat(trained.classNames()).isEqualTo(names());
        assertThat(trained.description().classes()).isEqualTo(CLASSES);
        assertThat(epochs).hasSize(2).allSatisfy(epoch -> {
            assertThat(epoch.train().cls()).isFinite().isPositive();
            assertThat(epoch.train().box()).isFinite().isNotNegative();
        });
        DetectionReport report = result.best().orElseThrow();
        assertThat(report.perClass()).extracting(GroupMetrics::group).isEqualTo(names());
        assertThat(report.perClass()).extracting(GroupMetrics::instances).containsOnly(1);
        ConfusionMatrix confusion = report.confusion();
        assertThat(confusion.labels()).hasSize(CLASSES + 1);
        for (int truth = 0; truth < CLASSES; truth++) {
            int column = truth;
            assertThat(IntStream.rangeClosed(0, CLASSES)
                            .mapToLong(predicted -> confusion.count(predicted, column))
                            .sum())
                    .as("objects of class %d, detected as some class or missed", truth)
                    .isEqualTo(1);
        }
    }

    /** Objects of even classes are found; those of odd ones are taken for the class before. */
    @Test
    void metricsAndConfusionAreThoseOfEachOfEightyClasses() {
        DetectionMetrics metrics = new DetectionMetrics(names());
        for (int id = 0; id < CLASSES; id++) {
            Box box = new Box(3 * id, 0, 3 * id + 40, 40);
            metrics.add(
                    "camera",
                    List.of(new GroundTruth(box, id)),
                    List.of(new Detection(box, id % 2 == 0 ? .9f : .8f, id - id % 2)));
        }

        DetectionReport report = metrics.report();

        for (int id = 0; id < CLASSES; id++) {
            GroupMetrics ofClass = report.perClass().get(id);
            assertThat(ofClass.group()).isEqualTo("species " + id);
            assertThat(ofClass.map50()).as(ofClass.group()).isCloseTo(id % 2 == 0 ? .995 : 0, within(1e-9));
            assertThat(report.confusion().count(id - id % 2, id)).isEqualTo(1);
            assertThat(report.confusion().share(id - id % 2, id)).isEqualTo(1);
        }
        assertThat(report.all().map50()).as("the mean over eighty classes").isCloseTo(.995 / 2, within(1e-9));
        assertThat(report.all().instances()).isEqualTo(CLASSES);
    }
}
