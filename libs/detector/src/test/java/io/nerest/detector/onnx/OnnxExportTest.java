package io.nerest.detector.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.detector.engine.OnnxEngine;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.image.TestImages;
import io.nerest.detector.model.TestNetworks;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {
    private static final OnnxExportOptions WITH_NMS =
            new OnnxExportOptions(OnnxExportOptions.Pixels.UINT8, false, false, true, 0.03f, 0.7f, 300);

    private static final int BATCH = 2;
    private static final int SIDE = 160;
    private static final int ANCHORS = SIDE * SIDE / 64 + SIDE * SIDE / 256 + SIDE * SIDE / 1024;

    @TempDir
    Path folder;

    @Test
    void suppressionInTheGraphKeepsTheSameAsThatInJava() throws IOException, OrtException {
        // Given
        TrainedNetwork network = network();
        ByteBuffer images = images();
        NetworkOutput output;
        try (OnnxEngine engine = new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), "fp32", 2)) {
            output = engine.run(images, BATCH, SIDE, SIDE);
        }

        // When
        float[][][] rows = run(OnnxExport.of(network, WITH_NMS), images, BATCH);

        // Then
        NmsOptions options = new NmsOptions(0.03f, 0.7f, 300, false, 30_000);
        for (int image = 0; image < BATCH; image++) {
            List<Detection> expected =
                    NonMaximumSuppression.apply(output.predictions(), image, 2, output.anchors(), options);
            assertThat(rows[image]).hasDimensions(300, 6);
            for (int d = 0; d < expected.size(); d++) {
                assertThat(rows[image][d][4]).isCloseTo(expected.get(d).confidence(), within(1e-5f));
                assertThat(rows[image][d][0]).isCloseTo(expected.get(d).box().x1(), within(0.01f));
                assertThat(rows[image][d][3]).isCloseTo(expected.get(d).box().y2(), within(0.01f));
            }
            assertThat(rows[image][expected.size()][4]).isZero();
        }
        assertThat(rows[0][0][4]).isPositive();
    }

    @Test
    void scoresInBinary16DifferByLessThanOneTwentieth() throws IOException {
        // Given
        TrainedNetwork network = network();

        // When
        float worst = worstScore(network, OnnxExport.of(network, OnnxExportOptions.SERVING.withHalf(true)));

        // Then
        assertThat(worst).isPositive().isLessThan(5e-2f);
    }

    @Test
    void everyConvolutionWithBatchNormIsQuantised() {
        // Given
        TrainedNetwork network = network();

        // When
        ModelProto model = quantised(network);

        // Then
        assertThat(model.getGraph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .filter("QuantizeLinear"::equals)
                        .count())
                .isGreaterThan(57 * 3);
        try (OnnxEngine engine = new OnnxEngine(model, "onnx-int8", 2)) {
            FloatBuffer predictions = engine.run(images(), BATCH, SIDE, SIDE).predictions();
            for (int i = 0; i < predictions.limit(); i++) {
                assertThat(predictions.get(i)).isFinite();
            }
        }
    }

    /** Random weights amplify rounding, so accuracy in eight bits is only meaningful for trained ones. */
    @Test
    void eightBitsKeepTheScoresOfTrainedWeights() throws IOException {
        TrainedNetwork network = TrainedNetwork.read(SharedFiles.require("golden/yolov8n_fish.safetensors"));

        assertThat(worstScore(network, quantised(network))).isPositive().isLessThan(0.1f);
    }

    @Test
    void writtenModelIsReadBackWithItsMetadata() throws IOException {
        // Given
        TrainedNetwork fresh = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 2), 0));
        TrainedNetwork network =
                new TrainedNetwork(fresh.description(), fresh.weights(), List.of("coho \"silver\"", "кета"));
        Path file = folder.resolve("model.onnx");

        // When
        OnnxModelFile.write(file, OnnxExport.of(network, OnnxExportOptions.DEFAULT));

        // Then
        ModelProto read = OnnxModelFile.read(file);
        assertThat(OnnxModelFile.classNames(read)).containsExactly("coho \"silver\"", "кета");
        assertThat(OnnxModelFile.metadata(read))
                .containsEntry("stride", "32")
                .containsEntry("task", "detect")
                .containsEntry("names", "{0: \"coho \\\"silver\\\"\", 1: \"кета\"}");
        assertThat(read.getOpsetImport(0).getVersion()).isEqualTo(17);
    }

    @Test
    void graphWithAForeignOperatorIsRejectedDespiteAValidChecksum() throws IOException {
        // Given
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        ModelProto.Builder model = OnnxExport.of(network, OnnxExportOptions.DEFAULT).toBuilder();
        model.getGraphBuilder().addNodeBuilder().setOpType("Loop").addOutput("x");
        Path file = folder.resolve("loop.onnx");
        OnnxModelFile.write(file, OnnxModelFile.sealed(model.build()));

        // When, Then
        assertThatThrownBy(() -> OnnxModelFile.read(file))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining("operator 'Loop'");
    }

    private static float worstScore(TrainedNetwork network, ModelProto form) throws IOException {
        ByteBuffer images = images();
        NetworkOutput exact;
        NetworkOutput other;
        try (OnnxEngine engine = new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), "fp32", 2);
                OnnxEngine formed = new OnnxEngine(form, "form", 2)) {
            exact = engine.run(images, BATCH, SIDE, SIDE);
            other = formed.run(images, BATCH, SIDE, SIDE);
        }
        int classes = network.description().classes();
        float worst = 0;
        for (int image = 0; image < BATCH; image++) {
            for (int a = 0; a < classes * ANCHORS; a++) {
                int at = (image * (4 + classes) + 4) * ANCHORS + a;
                worst = Math.max(
                        worst,
                        Math.abs(exact.predictions().get(at)
                                - other.predictions().get(at)));
            }
        }
        return worst;
    }

    private static float[][][] run(ModelProto model, ByteBuffer images, int batch) throws OrtException {
        OrtEnvironment environment = OnnxRuntimeEnvironment.get();
        long[] shape = {batch, 3, SIDE, SIDE};
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, images, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGES, input))) {
            return (float[][][]) result.get(0).getValue();
        }
    }

    private static TrainedNetwork network() {
        return TestNetworks.detecting("yolov8n", 2, 3);
    }

    private static ModelProto quantised(TrainedNetwork network) {
        List<RangeCalibrator.CalibrationImage> images = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            ByteBuffer image = images().slice(i * 3 * SIDE * SIDE, 3 * SIDE * SIDE);
            images.add(new RangeCalibrator.CalibrationImage(image, SIDE, SIDE));
        }
        try (RangeCalibrator calibrator = new RangeCalibrator(network, 2)) {
            return OnnxExport.quantised(network, OnnxExportOptions.SERVING, calibrator.calibrate(images));
        }
    }

    private static ByteBuffer images() {
        return TestImages.planes(BATCH, SIDE, SIDE, 5);
    }
}
