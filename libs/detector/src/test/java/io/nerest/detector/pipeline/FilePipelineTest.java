package io.nerest.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.pipeline.FileOutcome.Predicted;
import io.nerest.detector.pipeline.FileOutcome.Refused;
import io.nerest.vision.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePipelineTest {

    @TempDir
    Path folder;

    @Test
    void outcomesComeInTheOrderOfTheFilesAndABrokenOneStopsNoOther() throws IOException, InterruptedException {
        // Given
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path file = folder.resolve("frame%02d.png".formatted(i));
            if (i == 5) {
                Files.writeString(file, "no image");
            } else {
                ImageIO.write(new BufferedImage(64 + i, 48, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            }
            files.add(file);
        }
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(64).withThreads(1).withEngine(EngineKind.ONNX_FP32);

        // When
        List<FileOutcome> outcomes = new ArrayList<>();
        try (Detector detector = Detector.of(network, options)) {
            new FilePipeline(detector, ImageLimits.DEFAULT, 3).run(files, outcomes::add);
        }

        // Then
        assertThat(outcomes).extracting(FileOutcome::file).isEqualTo(files);
        assertThat(outcomes.get(5))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("frame05.png"));
        assertThat(outcomes.stream().filter(Predicted.class::isInstance)).hasSize(11);
    }
}
