package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import java.util.List;

/** The number format of a graph's body. Parameters and results are names of values in the graph. */
interface NumberFormat {

    /** {@code fp32}, {@code fp16} or {@code int8}. */
    String name();

    /** Returns the images as 0 to 1 for the first convolution. */
    String image(String images, Pixels pixels);

    /** Returns source, weight and bias of a convolution. */
    List<String> convolutionInputs(String source, FoldedConvolution convolution);

    /** Returns the value that later nodes use in place of a computed one. */
    String computed(String value);

    /** Returns the value that later nodes use in place of one whose elements all come from {@code source}. */
    String selected(String value, String source);

    /** Returns a value in float32. */
    String widened(String value);

    /** Returns images of bytes or floats as float32 of 0 to 1. */
    static String shares(OnnxGraph graph, String images, Pixels pixels) {
        if (pixels == Pixels.FLOAT) {
            return images;
        }
        String floats = graph.cast(images, DataType.FLOAT);
        return graph.node("Mul", List.of(floats, graph.scalar("per_grey", 1 / 255f)));
    }
}
