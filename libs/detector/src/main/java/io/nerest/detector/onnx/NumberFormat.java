package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import java.util.List;

/** The numbers that a graph's body computes in. Takes and gives names of values of the graph. */
interface NumberFormat {

    /** {@code fp32}, {@code fp16} or {@code int8}. */
    String name();

    /** The pictures as shares of 1, ready for the first convolution. */
    String picture(String images, Pixels pixels);

    /** Source, weight and bias of a convolution. */
    List<String> convolutionInputs(String source, FoldedConvolution convolution);

    /** What later nodes take of a value that was newly computed. */
    String computed(String value);

    /** What later nodes take of a value whose numbers are all numbers of {@code source}. */
    String selected(String value, String source);

    /** A value in float32. */
    String widened(String value);

    /** Pictures of bytes or floats as float32 shares of 1. */
    static String shares(OnnxGraph graph, String images, Pixels pixels) {
        if (pixels == Pixels.FLOAT) {
            return images;
        }
        String floats = graph.cast(images, DataType.FLOAT);
        return graph.node("Mul", List.of(floats, graph.scalar("per_grey", 1 / 255f)));
    }
}
