package io.nerest.cli.val;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.training.evaluation.coco.CocoBox;
import io.nerest.training.evaluation.coco.CocoDetection;
import io.nerest.training.evaluation.coco.CocoResultsReader;
import io.nerest.training.run.RectangleDataset;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValCommandTest {
    private static final int IMAGES = 6;

    @TempDir
    private Path folder;

    @Test
    void detectionsEqualThoseOfUltralytics() throws IOException {
        Path fish = SharedFiles.require("data/fish/val.txt").toAbsolutePath().getParent();
        Path weights = SharedFiles.require("golden/yolov8n_fish.safetensors");
        List<CocoDetection> reference =
                CocoResultsReader.detections(SharedFiles.require("golden/map_fish_predictions.json")).stream()
                        .filter(detection -> Integer.parseInt(detection.image()) <= IMAGES)
                        .toList();
        List<String> images = Files.readAllLines(fish.resolve("val.txt")).subList(0, IMAGES).stream()
                .map(line -> fish.resolve(line).normalize().toString())
                .toList();
        Files.write(folder.resolve("list.txt"), images);
        Path data = Files.writeString(
                folder.resolve("data.yaml"),
                "path: %s%ntrain: list.txt%nval: list.txt%nnames: [fish]%n".formatted(folder));
        StringWriter out = new StringWriter();

        int exitCode = new CommandLine(new ValCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--data=" + data,
                        "--model=" + weights,
                        "--imgsz=320",
                        "--conf=0.01",
                        "--rect=false",
                        "--engine=torchscript-fp32",
                        "--project=" + folder);

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("Instances").contains("By COCO's evaluation");
        assertThat(folder.resolve("val/confusion_matrix.png")).exists();
        List<CocoDetection> found = CocoResultsReader.detections(folder.resolve("val/predictions.json"));
        assertThat(reference).isNotEmpty();
        assertThat(found).hasSameSizeAs(reference);
        for (CocoDetection expected : reference) {
            assertThat(found).anySatisfy(detection -> {
                assertThat(detection.image()).isEqualTo(expected.image());
                assertThat(detection.score()).isCloseTo(expected.score(), within(1e-3));
                assertClose(detection.box(), expected.box());
            });
        }
    }

    @Test
    void detectionsEqualThoseOfTheDetectorOnTheSameImages() throws IOException {
        Path data = RectangleDataset.write(folder.resolve("data"), 3);
        Path weights = folder.resolve("initial.safetensors");
        NetworkDescription network = Architectures.describe("yolov8n", 1);
        SafetensorsFile.write(weights, InitialWeights.of(network, 5));

        int exitCode = new CommandLine(new ValCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                        "--data=" + data,
                        "--model=" + weights,
                        "--imgsz=64",
                        "--conf=0.0001",
                        "--max_det=7",
                        "--rect=false",
                        "--plots=false",
                        "--threads=1",
                        "--engine=torchscript-fp32",
                        "--project=" + folder);

        assertThat(exitCode).isZero();
        List<CocoDetection> found = CocoResultsReader.detections(folder.resolve("val/predictions.json"));
        DetectorOptions options = DetectorOptions.DEFAULT
                .withImgsz(64)
                .withNms(new NmsOptions(0.0001, 0.7, 7, true, NmsOptions.MAX_CANDIDATES))
                .withEngine(EngineKind.TORCHSCRIPT_FP32)
                .withThreads(1)
                .withSquare(true);
        try (Detector detector = Detector.load(weights, options)) {
            for (int image = 0; image < 3; image++) {
                List<Detection> expected = detect(detector, folder.resolve("data/images/" + image + ".png"));
                String id = Integer.toString(image);
                assertThat(expected).hasSize(7);
                assertThat(found.stream().filter(detection -> detection.image().equals(id)))
                        .hasSameSizeAs(expected);
                for (Detection detection : expected) {
                    Box box = detection.box();
                    assertThat(found).anySatisfy(other -> {
                        assertThat(other.image()).isEqualTo(id);
                        assertThat(other.score()).isCloseTo(detection.confidence(), within(1e-4));
                        assertClose(
                                other.box(), new CocoBox(box.x1(), box.y1(), box.x2() - box.x1(), box.y2() - box.y1()));
                    });
                }
            }
        }
    }

    private static List<Detection> detect(Detector detector, Path file) throws IOException {
        try (DecodedImage image = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            return detector.predict(image).detections();
        }
    }

    private static void assertClose(CocoBox box, CocoBox expected) {
        assertThat(box.x()).isCloseTo(expected.x(), within(.05));
        assertThat(box.y()).isCloseTo(expected.y(), within(.05));
        assertThat(box.width()).isCloseTo(expected.width(), within(.05));
        assertThat(box.height()).isCloseTo(expected.height(), within(.05));
    }
}
