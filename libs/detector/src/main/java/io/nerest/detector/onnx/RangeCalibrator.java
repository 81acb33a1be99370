package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.ActivationRanges.Range;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Measures the range of each value of a network by running it in float32 on typical images. Each image is run twice: for
 * the extremes, and for the counts between them.
 */
public final class RangeCalibrator implements AutoCloseable {
    private static final Set<String> OBSERVED = Set.of("Conv", "Mul", "Concat", "Add");

    private final OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    private final OrtSession session;
    private final Map<String, ActivationHistogram> histograms = new LinkedHashMap<>();

    /**
     * Loads the network.
     *
     * @param threads compute threads; 0 leaves the choice to ONNX Runtime
     */
    public RangeCalibrator(TrainedNetwork network, int threads) {
        ModelProto model = observing(OnnxExport.of(network, OnnxExportOptions.SERVING));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            session = environment.createSession(model.toByteArray(), options);
        } catch (OrtException refused) {
            throw new IllegalStateException("ONNX Runtime rejects the model to calibrate", refused);
        }
    }

    /** An image for calibration: uint8 RGB [1, 3, height, width] in a direct buffer. */
    public record CalibrationImage(ByteBuffer pixels, int height, int width) {}

    /**
     * Returns the ranges on these images.
     *
     * @throws IllegalArgumentException if there is no image
     */
    public ActivationRanges calibrate(Iterable<CalibrationImage> images) {
        if (!images.iterator().hasNext()) {
            throw new IllegalArgumentException("calibration needs at least one image");
        }
        images.forEach(image -> run(image, ActivationHistogram::see));
        images.forEach(image -> run(image, ActivationHistogram::count));
        Map<String, Range> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, histogram.range()));
        return new ActivationRanges(ranges);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException("ONNX Runtime could not release a model", failed);
        }
    }

    private void run(CalibrationImage image, BiConsumer<ActivationHistogram, FloatBuffer> observer) {
        long[] shape = {1, 3, image.height(), image.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, image.pixels(), shape, OnnxJavaType.UINT8);
                OrtSession.Result values = session.run(Map.of(OnnxExport.IMAGES, input), histograms.keySet())) {
            histograms.forEach((name, histogram) ->
                    observer.accept(histogram, ((OnnxTensor) values.get(name).orElseThrow()).getFloatBuffer()));
        } catch (OrtException failed) {
            throw new IllegalStateException("ONNX Runtime failed while calibrating", failed);
        }
    }

    /** Returns the model with every value of the body as an output. */
    private ModelProto observing(ModelProto model) {
        ModelProto.Builder observing = model.toBuilder();
        for (NodeProto node : model.getGraph().getNodeList()) {
            String name = node.getOutput(0);
            if (OBSERVED.contains(node.getOpType()) && (name.startsWith("model.") || name.startsWith("value_"))) {
                histograms.put(name, new ActivationHistogram(node.getOpType().equals("Conv")));
                observing
                        .getGraphBuilder()
                        .addOutput(ValueInfoProto.newBuilder()
                                .setName(name)
                                .setType(TypeProto.newBuilder()
                                        .setTensorType(TypeProto.Tensor.newBuilder()
                                                .setElemType(DataType.FLOAT.getNumber())
                                                .setShape(TensorShapeProto.newBuilder()
                                                        .addDim(free())
                                                        .addDim(free())
                                                        .addDim(free())
                                                        .addDim(free())))));
            }
        }
        return observing.build();
    }

    private static TensorShapeProto.Dimension free() {
        return TensorShapeProto.Dimension.getDefaultInstance();
    }
}
