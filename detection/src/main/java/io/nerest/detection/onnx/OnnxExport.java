package io.nerest.detection.onnx;

import static io.nerest.detection.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detection.model.TrainedNetwork;
import io.nerest.detection.onnx.OnnxExportOptions.Pixels;
import io.nerest.detection.onnx.OnnxHead.Predictions;
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

    /** The model that the options ask for, metadata included. */
    public static ModelProto of(TrainedNetwork network, OnnxExportOptions options) {
        OnnxGraph graph = new OnnxGraph(network.description().name());
        OnnxBody body = new OnnxBody(graph, network, options.half());
        body.write(picture(graph, options));
        Predictions predictions = new OnnxHead(graph, network.description().head()).write(body, options.half());
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
            String features = body.name(network.description().embedding());
            if (options.half()) {
                features = graph.node("Cast", List.of(features), integer("to", DataType.FLOAT_VALUE));
            }
            graph.node(
                    "ReduceMean",
                    EMBEDDING,
                    List.of(features),
                    OnnxGraph.integers("axes", 2, 3),
                    integer("keepdims", 0));
            graph.output(
                    EMBEDDING,
                    DataType.FLOAT,
                    List.of("batch", network.description().embedding().channels()));
        }
        return OnnxModelFile.describe(graph.build(), network, options);
    }

    private static String picture(OnnxGraph graph, OnnxExportOptions options) {
        DataType type = options.pixels() == Pixels.UINT8 ? DataType.UINT8 : DataType.FLOAT;
        graph.input(IMAGES, type, List.of("batch", 3, "height", "width"));
        String picture = IMAGES;
        if (options.pixels() == Pixels.UINT8) {
            String floats = graph.node("Cast", List.of(picture), integer("to", DataType.FLOAT_VALUE));
            picture = graph.node("Mul", List.of(floats, graph.scalar("per_grey", 1 / 255f)));
        }
        return options.half() ? graph.node("Cast", List.of(picture), integer("to", DataType.FLOAT16_VALUE)) : picture;
    }
}
