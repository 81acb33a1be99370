package io.nerest.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.TestImages;
import io.nerest.detector.model.TestNetworks;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.weights.TorchStateFile;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectorTest {
    private static final DetectorOptions SMALL =
            DetectorOptions.DEFAULT.withImgsz(160).withThreads(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = EngineKind.class,
            names = {"TORCHSCRIPT_FP32", "TORCHSCRIPT_BF16"})
    void everyEngineDetectsTheSameObjects(EngineKind kind) {
        // Given
        TrainedNetwork network = TestNetworks.detecting("yolov8n", 2, 3);
        List<DecodedImage> images = images(2);

        // When
        List<FramePrediction> detected;
        List<FramePrediction> expected;
        try (Detector detector = Detector.of(network, SMALL.withEngine(kind));
                Detector onnx = Detector.of(network, SMALL.withEngine(EngineKind.ONNX_FP32))) {
            detected = detector.predict(images);
            expected = onnx.predict(images);
        } finally {
            images.forEach(DecodedImage::close);
        }

        // Then
        boolean exact = kind == EngineKind.TORCHSCRIPT_FP32;
        for (int i = 0; i < expected.size(); i++) {
            List<Detection> confident = confident(expected.get(i));
            List<Detection> candidates = detected.get(i).detections();
            assertThat(confident).hasSizeGreaterThan(5);
            long matched = confident.stream()
                    .filter(detection -> bestIou(detection, candidates) > (exact ? 0.99f : 0.7f))
                    .count();
            assertThat(matched).isGreaterThanOrEqualTo(Math.round(confident.size() * (exact ? 0.95 : 0.7)));
            assertThat(detected.get(i).embedding()).hasSize(256);
        }
    }

    @Test
    void imagesOfDifferentSizesInOneCallAreDetectedLikeEachAlone() {
        // Given
        TrainedNetwork network = TestNetworks.detecting("yolov8n", 2, 3);
        List<DecodedImage> images = images(3);
        images.add(1, images.get(0).resized(100, 150));
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
        int compared = 0;
        for (int i = 0; i < 5; i++) {
            List<Detection> expected = confident(alone.get(i));
            List<Detection> candidates = together.get(i).detections();
            compared += expected.size();
            long matched = expected.stream()
                    .filter(detection -> bestIou(detection, candidates) > 0.99f)
                    .count();
            assertThat(matched).isGreaterThanOrEqualTo(Math.round(expected.size() * 0.95));
            for (Detection detection : candidates) {
                assertThat(detection.box().x2())
                        .isLessThanOrEqualTo(images.get(i).width());
                assertThat(detection.box().y2())
                        .isLessThanOrEqualTo(images.get(i).height());
            }
        }
        assertThat(compared).isGreaterThan(5);
        images.forEach(DecodedImage::close);
    }

    @Test
    void weightsAndOnnxExportsAreLoadedByContent() throws IOException {
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
    void engineThatNeedsAQuantisedFileIsRejectedWithoutOne() {
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));

        assertThatThrownBy(() -> Detector.of(network, SMALL.withEngine(EngineKind.ONNX_INT8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int8=true");
    }

    private static List<DecodedImage> images(int count) {
        List<DecodedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(TestImages.decoded(200, 150, i));
        }
        return images;
    }

    private static List<Detection> confident(FramePrediction prediction) {
        return prediction.detections().stream()
                .filter(detection -> detection.confidence() > 0.35f)
                .toList();
    }

    private static float bestIou(Detection expected, List<Detection> candidates) {
        return (float) candidates.stream()
                .mapToDouble(detection -> detection.box().iou(expected.box()))
                .max()
                .orElse(0);
    }
}
