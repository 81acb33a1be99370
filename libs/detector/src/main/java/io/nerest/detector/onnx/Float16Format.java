package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import java.util.List;

/** A body with weights and convolutions in binary16. */
record Float16Format(OnnxGraph graph) implements NumberFormat {

    @Override
    public String name() {
        return "fp16";
    }

    @Override
    public String image(String images, Pixels pixels) {
        return graph.cast(NumberFormat.shares(graph, images, pixels), DataType.FLOAT16);
    }

    @Override
    public List<String> convolutionInputs(String source, FoldedConvolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        return List.of(
                source,
                graph.halves(
                        layer.name() + ".weight",
                        convolution.weight(),
                        layer.weight().shape()),
                graph.halves(layer.name() + ".bias", convolution.bias(), layer.outputs()));
    }

    @Override
    public String computed(String value) {
        return value;
    }

    @Override
    public String selected(String value, String source) {
        return value;
    }

    @Override
    public String widened(String value) {
        return graph.cast(value, DataType.FLOAT);
    }
}
