package io.nerest.detector.onnx;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import java.util.List;

/** A body in float32. */
record Float32Format(OnnxGraph graph) implements NumberFormat {

    @Override
    public String name() {
        return "fp32";
    }

    @Override
    public String image(String images, Pixels pixels) {
        return NumberFormat.shares(graph, images, pixels);
    }

    @Override
    public List<String> convolutionInputs(String source, FoldedConvolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        return List.of(
                source,
                graph.floats(
                        layer.name() + ".weight",
                        convolution.weight(),
                        layer.weight().shape()),
                graph.floats(layer.name() + ".bias", convolution.bias(), layer.outputs()));
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
        return value;
    }
}
