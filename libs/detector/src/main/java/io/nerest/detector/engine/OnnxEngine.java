package io.nerest.detector.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxRuntimeEnvironment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a model written by {@link OnnxExport} with ONNX Runtime on the CPU. */
public final class OnnxEngine implements InferenceEngine {
    private static final int STRIDE = 32;
    private static final int GREY_LEVELS = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String name;
    private final boolean takesBytes;
    private final boolean givesEmbedding;

    /**
     * Loads a model.
     *
     * @param model exported without non-maximum suppression
     * @param name name of the engine in reports
     * @param threads compute threads; 0 leaves the choice to ONNX Runtime
     * @throws IllegalArgumentException if ONNX Runtime rejects the model, or it ends with suppression
     */
    public OnnxEngine(ModelProto model, String name, int threads) {
        this.name = name;
        environment = OnnxRuntimeEnvironment.get();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toByteArray(), options);
            TensorInfo input = tensorInfo(session.getInputInfo(), OnnxExport.IMAGES);
            TensorInfo output = tensorInfo(session.getOutputInfo(), OnnxExport.OUTPUT);
            takesBytes = input.type == OnnxJavaType.UINT8;
            givesEmbedding = session.getOutputNames().contains(OnnxExport.EMBEDDING);
            if (output.getShape()[2] == 6) {
                throw new IllegalArgumentException(
                        "a model that ends with suppression cannot be served; export it with nms=false");
            }
        } catch (OrtException refused) {
            throw new IllegalArgumentException("ONNX Runtime rejects the model: " + refused.getMessage(), refused);
        }
    }

    @Override
    public NetworkOutput run(ByteBuffer pixels, int batch, int height, int width) {
        ByteBuffer bytes = PixelBatch.require(pixels, batch, height, width, STRIDE);
        long[] shape = {batch, 3, height, width};
        try (OnnxTensor input = takesBytes
                        ? OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8)
                        : OnnxTensor.createTensor(environment, shares(bytes), shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGES, input))) {
            OnnxTensor output = tensor(result, OnnxExport.OUTPUT);
            long[] sides = output.getInfo().getShape();
            float[][] embeddings = givesEmbedding
                    ? (float[][]) tensor(result, OnnxExport.EMBEDDING).getValue()
                    : new float[0][];
            return new NetworkOutput(
                    output.getFloatBuffer(), Math.toIntExact(sides[2]), Math.toIntExact(sides[1] - 4), embeddings);
        } catch (OrtException failed) {
            throw new IllegalStateException(
                    "ONNX Runtime failed on [%d, 3, %d, %d]: %s".formatted(batch, height, width, failed.getMessage()),
                    failed);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException("ONNX Runtime could not release a model", failed);
        }
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    /** Converts bytes to floats of 0 to 1. */
    private static FloatBuffer shares(ByteBuffer bytes) {
        float[] share = new float[GREY_LEVELS];
        for (int i = 0; i < share.length; i++) {
            share[i] = i / 255f;
        }
        FloatBuffer floats = ByteBuffer.allocateDirect(bytes.remaining() * 4)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < bytes.remaining(); i++) {
            floats.put(i, share[bytes.get(i) & 0xff]);
        }
        return floats;
    }

    private static TensorInfo tensorInfo(Map<String, NodeInfo> nodes, String name) {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("the model has no tensor '" + name + "'; it has " + nodes.keySet());
        }
        return (TensorInfo) node.getInfo();
    }
}
