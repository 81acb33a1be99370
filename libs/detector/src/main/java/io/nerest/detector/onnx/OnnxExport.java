package io.nerest.detector.onnx;

import static io.nerest.detector.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.architecture.Value;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import io.nerest.detector.onnx.OnnxHead.Predictions;
import java.util.List;

/**
 * Writes a network as an ONNX model of opset 17, for any batch and any height and width that are multiples of the
 * network's stride. Names are those of the reference's exports: {@code images} in, {@code output0} out.
 */
public final class OnnxExport {
    /** The graph's only input: [batch, 3, height, width], RGB. */
    public static final String IMAGES = "images";
    /** [batch, 4 + classes, anchors], or with suppression [batch, at most maxDet, 6]. */
    public static final String OUTPUT = "output0";
    /** [batch, channels]: average over all cells of the network's embedding layer. */
    public static final String EMBEDDING = "embedding";

    private OnnxExport() {}

    /** Returns the model with metadata. */
    public static ModelProto of(TrainedNetwork network, OnnxExportOptions options) {
        OnnxGraph graph = new OnnxGraph(network.description().name());
        NumberFormat format = options.half() ? new Float16Format(graph) : new Float32Format(graph);
        return write(graph, network, options, format);
    }

    /**
     * Returns the model in eight bits. Convolutions run as integer kernels; the head's last convolutions and the decoding
     * run in float32.
     *
     * @param ranges of every value, by {@link ActivationRanges}
     */
    public static ModelProto quantised(TrainedNetwork network, OnnxExportOptions options, ActivationRanges ranges) {
        OnnxGraph graph = new OnnxGraph(network.description().name());
        return write(graph, network, options, new Int8Format(graph, ranges));
    }

    private static ModelProto write(
            OnnxGraph graph, TrainedNetwork network, OnnxExportOptions options, NumberFormat format) {
        DataType type = options.pixels() == Pixels.UINT8 ? DataType.UINT8 : DataType.FLOAT;
        graph.input(IMAGES, type, List.of("batch", 3, "height", "width"));
        OnnxBody body = new OnnxBody(graph, network, format);
        body.write(format.image(IMAGES, options.pixels()));
        Predictions predictions =
                new OnnxHead(graph, network.description().head()).write(value -> format.widened(body.name(value)));
        if (options.nms()) {
            new OnnxSuppression(graph, options).write(predictions, OUTPUT);
            graph.output(OUTPUT, DataType.FLOAT, List.of("batch", "detections", 6));
        } else {
            graph.node("Concat", OUTPUT, List.of(predictions.boxes(), predictions.scores()), integer("axis", 1));
            graph.output(
                    OUTPUT,
                    DataType.FLOAT,
                    List.of("batch", 4 + network.description().classes(), "anchors"));
        }
        if (options.embedding()) {
            Value embedding = network.description().embedding();
            graph.node(
                    "ReduceMean",
                    EMBEDDING,
                    List.of(format.widened(body.name(embedding))),
                    OnnxGraph.integers("axes", 2, 3),
                    integer("keepdims", 0));
            graph.output(EMBEDDING, DataType.FLOAT, List.of("batch", embedding.channels()));
        }
        return OnnxModelFile.describe(graph.build(), network, format.name(), options);
    }
}
