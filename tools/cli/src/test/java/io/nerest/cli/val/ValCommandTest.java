package io.nerest.cli.val;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.golden.SharedFiles;
import io.nerest.training.evaluation.coco.CocoBox;
import io.nerest.training.evaluation.coco.CocoDetection;
import io.nerest.training.evaluation.coco.CocoResultsReader;
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
    void detections_equal_those_of_ultralytics() throws IOException {
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

    private static void assertClose(CocoBox box, CocoBox expected) {
        assertThat(box.x()).isCloseTo(expected.x(), within(.05));
        assertThat(box.y()).isCloseTo(expected.y(), within(.05));
        assertThat(box.width()).isCloseTo(expected.width(), within(.05));
        assertThat(box.height()).isCloseTo(expected.height(), within(.05));
    }
}
