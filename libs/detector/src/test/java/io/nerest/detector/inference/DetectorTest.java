package io.nerest.detector.inference;

import io.nerest.detector.engine.EngineKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.weights.TorchStateFile;
import io.nerest.vision.box.Detection;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectorTest {
    private static final DetectorOptions SMALL =
            DetectorOptions.DEFAULT.withImgsz(320).withThreads(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = EngineKind.class,
            names = {"TORCHSCRIPT_FP32", "TORCHSCRIPT_BF16", "ONNX_FP32"})
    void everyEngineFindsTheSameFish(EngineKind kind) throws IOException {
        // Given
        TrainedNetwork network = TrainedNetwork.read(SharedFiles.require("golden/yolov8n_fish.safetensors"));
        List<DecodedImage> frames = frames(4);

        // When
        List<FramePrediction> found;
        List<FramePrediction> reference;
        try (Detector detector = Detector.of(network, SMALL.withEngine(kind));
                Detector onnx = Detector.of(network, SMALL.withEngine(EngineKind.ONNX_FP32))) {
            found = detector.predict(frames);
            reference = onnx.predict(frames);
        } finally {
            frames.forEach(DecodedImage::close);
        }

        // Then
        boolean exact = kind != EngineKind.TORCHSCRIPT_BF16;
        for (int i = 0; i < reference.size(); i++) {
            List<Detection> sure = sure(reference.get(i));
            List<Detection> alike = sure(found.get(i));
            assertThat(alike).hasSameSizeAs(sure);
            for (int d = 0; d < sure.size(); d++) {
                assertThat(bestIou(sure.get(d), alike)).isGreaterThan(exact ? 0.999f : 0.9f);
            }
            assertThat(found.get(i).embedding()).hasSize(256);
            assertThat(found.get(i).embedding()[0])
                    .isCloseTo(reference.get(i).embedding()[0], within(exact ? 1e-4f : 0.02f));
        }
        assertThat(reference.stream().mapToInt(p -> sure(p).size()).sum()).isPositive();
    }

    @Test
    void picturesOfDifferentSizesInOneCallAreFoundAsEachAlone() throws IOException {
        // Given
        TrainedNetwork network = TrainedNetwork.read(SharedFiles.require("golden/yolov8n_fish.safetensors"));
        List<DecodedImage> images = frames(3);
        images.add(1, images.get(0).resized(200, 300));
        images.add(images.get(0).crop(0, 0, 100, 40).copy());

        // When
        List<FramePrediction> together;
        List<FramePrediction> alone;
        try (Detector detector =
                Detector.of(network, SMALL.withEngine(EngineKind.ONNX_FP32).withBatch(2))) {
            together = detector.predict(images);
            alone = images.stream().map(detector::predict).toList();
        }

        // Then
        assertThat(together).hasSize(5);
        for (int i = 0; i < 5; i++) {
            List<Detection> expected = alone.get(i).detections();
            assertThat(together.get(i).detections()).hasSameSizeAs(expected);
            for (int d = 0; d < expected.size(); d++) {
                assertThat(together.get(i).detections().get(d).confidence())
                        .isCloseTo(expected.get(d).confidence(), within(1e-4f));
            }
            for (Detection detection : expected) {
                assertThat(detection.box().x2())
                        .isLessThanOrEqualTo(images.get(i).width());
                assertThat(detection.box().y2())
                        .isLessThanOrEqualTo(images.get(i).height());
            }
        }
        images.forEach(DecodedImage::close);
    }

    @Test
    void anyWeightsFileAndItsOnnxExportAreLoadedByContent() throws IOException {
        // Given
        NetworkDescription description = Architectures.describe("yolov8n", 2);
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(description, 7));
        Path state = folder.resolve("weights");
        Path onnx = folder.resolve("model");
        TorchStateFile.write(state, network.weights());
        OnnxModelFile.write(onnx, OnnxExport.of(network, OnnxExportOptions.DEFAULT));

        // When, Then
        try (DecodedImage grey = DecodedImage.filled(64, 64, 90);
                Detector fromState = Detector.load(state, SMALL.withImgsz(64).withEngine(EngineKind.ONNX_FP32));
                Detector fromOnnx = Detector.load(onnx, SMALL.withImgsz(64))) {
            assertThat(fromState.classNames()).containsExactly("class0", "class1");
            assertThat(fromOnnx.classNames()).isEqualTo(fromState.classNames());
            assertThat(fromState.predict(grey).embedding()).hasSize(256);
            assertThat(fromOnnx.predict(grey).detections())
                    .hasSameSizeAs(fromState.predict(grey).detections());
        }
    }

    @Test
    void anEngineThatNeedsAQuantisedFileSaysSo() {
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));

        assertThatThrownBy(() -> Detector.of(network, SMALL.withEngine(EngineKind.ONNX_INT8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int8=true");
    }

    private static List<DecodedImage> frames(int count) throws IOException {
        List<DecodedImage> images = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedFiles.require("data/fish/images"))) {
            for (Path file : files.sorted().limit(count).toList()) {
                images.add(ImageDecoder.decode(file, ImageLimits.DEFAULT));
            }
        }
        return images;
    }

    private static List<Detection> sure(FramePrediction prediction) {
        return prediction.detections().stream()
                .filter(detection -> detection.confidence() > 0.35f)
                .toList();
    }

    private static float bestIou(Detection wanted, List<Detection> among) {
        return (float) among.stream()
                .mapToDouble(detection -> detection.box().iou(wanted.box()))
                .max()
                .orElse(0);
    }
}
