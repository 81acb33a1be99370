package io.nerest.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.nerest.cli.Detect;
import io.nerest.detector.engine.TorchScriptEngine;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.training.run.RectangleDataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports run in other runtimes, ONNX Runtime and libtorch by their own interfaces: every one takes RGB floats of 0 to 1, and
 * gives what the network gives here.
 */
class ExportedModelsTest {
    private static final Path BASE = Path.of("..", "..", "trainer-service", "base", "nerest-base-n.safetensors");
    private static final int SIDE = 64;
    private static final long[] SHAPE = {1, 3, SIDE, SIDE};

    @TempDir
    private Path folder;

    private Path weights;
    private byte[] pixels;
    private float[] shares;
    private float[] expected;
    private int classes;

    @BeforeEach
    void network() throws IOException {
        weights = Files.copy(BASE, folder.resolve("start.safetensors"));
        pixels = new byte[3 * SIDE * SIDE];
        new Random(7).nextBytes(pixels);
        shares = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            shares[i] = (pixels[i] & 0xff) / 255f;
        }
        TrainedNetwork network = TrainedNetwork.read(weights);
        classes = network.classNames().size();
        try (TorchScriptEngine engine = new TorchScriptEngine(network, false, ComputeDevice.CPU, 1)) {
            ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels);
            direct.flip();
            FloatBuffer predictions = engine.run(direct, 1, SIDE, SIDE).predictions();
            expected = new float[predictions.remaining()];
            predictions.get(expected);
        }
    }

    @Test
    void theOnnxExportTakesFloatsOfZeroToOneInOnnxRuntime() throws Exception {
        export("format=onnx");

        assertTakesZeroToOne(images -> inOnnxRuntime("start.onnx", images), 0.01f);
    }

    @Test
    void theOnnxExportInEightBitsTakesFloatsOfZeroToOneInOnnxRuntime() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 2);
        export("format=onnx", "int8=true", "imgsz=" + SIDE, "data=" + data, "threads=1");

        assertTakesZeroToOne(images -> inOnnxRuntime("start_int8.onnx", images), 16);
    }

    @Test
    void theTorchScriptExportTakesFloatsOfZeroToOneInLibtorch() throws Exception {
        export("format=torchscript");

        assertTakesZeroToOne(images -> inLibtorch("start.torchscript", images), 0.01f);
    }

    @Test
    void theTorchScriptExportInSixteenBitsTakesFloatsOfZeroToOneInLibtorch() throws Exception {
        export("format=torchscript", "half=true");

        assertTakesZeroToOne(images -> inLibtorch("start_bf16.torchscript", images), 4);
    }

    private interface OtherRuntime {
        float[] run(float[] images) throws Exception;
    }

    /**
     * Images of 0 to 1 give this network's boxes, within a number of pixels; the same images of another range, 0 to 255 or
     * 0 to 1/255, give others.
     */
    private void assertTakesZeroToOne(OtherRuntime exported, float tolerance) throws Exception {
        float difference = difference(exported.run(shares));

        assertThat(difference).isLessThan(tolerance);
        assertThat(difference(exported.run(scaled(255)))).as("of 0 to 255").isGreaterThan(2 * difference);
        assertThat(difference(exported.run(scaled(1 / 255f))))
                .as("of 0 to 1/255")
                .isGreaterThan(2 * difference);
    }

    private float[] scaled(float factor) {
        float[] images = shares.clone();
        for (int i = 0; i < images.length; i++) {
            images[i] *= factor;
        }
        return images;
    }

    /** Returns the largest difference to this network's numbers: of boxes in pixels, of probabilities in per cent. */
    private float difference(float[] actual) {
        assertThat(actual).hasSameSizeAs(expected);
        int boxNumbers = 4 * expected.length / (4 + classes);
        float largest = 0;
        for (int i = 0; i < expected.length; i++) {
            float difference = Math.abs(actual[i] - expected[i]);
            largest = Math.max(largest, i < boxNumbers ? difference : 100 * difference);
        }
        return largest;
    }

    private void export(String... arguments) {
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 2];
        all[0] = "export";
        all[1] = "model=" + weights;
        System.arraycopy(arguments, 0, all, 2, arguments.length);

        assertThat(Detect.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), all))
                .as(err.toString())
                .isZero();
    }

    private float[] inOnnxRuntime(String file, float[] numbers) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(folder.resolve(file).toString());
                OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), SHAPE)) {
            String input = session.getInputNames().iterator().next();
            assertThat(((TensorInfo) session.getInputInfo().get(input).getInfo()).type)
                    .isEqualTo(OnnxJavaType.FLOAT);
            try (OrtSession.Result result = session.run(Map.of(input, images))) {
                FloatBuffer predictions = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] found = new float[predictions.remaining()];
                predictions.get(found);
                return found;
            }
        }
    }

    private float[] inLibtorch(String file, float[] numbers) throws Exception {
        TorchEngine.start(1);
        try (Model model = Model.newInstance("exported", "PyTorch");
                InputStream in = Files.newInputStream(folder.resolve(file))) {
            model.load(in);
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                    NDManager manager = model.getNDManager().newSubManager()) {
                NDArray images = manager.create(numbers, new Shape(SHAPE));
                NDList outputs = predictor.predict(new NDList(images));
                return outputs.get(0).toFloatArray();
            }
        }
    }
}
