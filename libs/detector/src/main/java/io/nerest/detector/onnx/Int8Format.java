package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.onnx.ActivationRanges.Range;
import io.nerest.detector.onnx.OnnxExportOptions.Pixels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values as unsigned bytes, weights as signed bytes with a scale for each output channel. Written as pairs of
 * QuantizeLinear and DequantizeLinear around float operators, which ONNX Runtime turns into integer kernels. Convolutions
 * without BatchNorm, the last of the head, stay in float32: boxes and scores are read from them.
 */
final class Int8Format implements NumberFormat {
    private static final Range SHARES = new Range(0, 1);

    private final OnnxGraph graph;
    private final ActivationRanges ranges;
    private final Map<String, Range> coded = new HashMap<>();
    private final Set<String> uncoded = new HashSet<>();

    Int8Format(OnnxGraph graph, ActivationRanges ranges) {
        this.graph = graph;
        this.ranges = ranges;
    }

    @Override
    public String name() {
        return "int8";
    }

    @Override
    public String image(String images, Pixels pixels) {
        if (pixels == Pixels.FLOAT) {
            return code(images, SHARES);
        }
        return decode(images, images, SHARES);
    }

    @Override
    public List<String> convolutionInputs(String source, FoldedConvolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        if (!layer.normalised()) {
            uncoded.add(layer.name());
            return new Float32Format(graph).convolutionInputs(source, convolution);
        }
        float sourceStep = rangeOf(source).step();
        int perOutput = convolution.weight().length / layer.outputs();
        byte[] weight = new byte[convolution.weight().length];
        int[] bias = new int[layer.outputs()];
        float[] weightSteps = new float[layer.outputs()];
        float[] biasSteps = new float[layer.outputs()];
        for (int o = 0; o < layer.outputs(); o++) {
            float largest = 1e-8f;
            for (int i = o * perOutput; i < (o + 1) * perOutput; i++) {
                largest = Math.max(largest, Math.abs(convolution.weight()[i]));
            }
            weightSteps[o] = largest / 127;
            biasSteps[o] = weightSteps[o] * sourceStep;
            for (int i = o * perOutput; i < (o + 1) * perOutput; i++) {
                weight[i] = (byte) Math.round(convolution.weight()[i] / weightSteps[o]);
            }
            bias[o] = Math.round(convolution.bias()[o] / biasSteps[o]);
        }
        String name = layer.name();
        return List.of(
                source,
                perChannel(
                        graph.bytes(
                                name + ".weight",
                                DataType.INT8,
                                weight,
                                layer.weight().shape()),
                        graph.floats(name + ".weight_steps", weightSteps, layer.outputs()),
                        graph.bytes(name + ".weight_zeros", DataType.INT8, new byte[layer.outputs()], layer.outputs())),
                perChannel(
                        graph.integers(name + ".bias", bias, layer.outputs()),
                        graph.floats(name + ".bias_steps", biasSteps, layer.outputs()),
                        graph.integers(name + ".bias_zeros", new int[layer.outputs()], layer.outputs())));
    }

    @Override
    public String computed(String value) {
        if (value.endsWith(OnnxBody.GATE)) {
            return code(value, SHARES);
        }
        if (uncoded.contains(value)) {
            return value;
        }
        return code(value, ranges.of(value));
    }

    @Override
    public String selected(String value, String source) {
        return code(value, rangeOf(source));
    }

    @Override
    public String widened(String value) {
        return value;
    }

    private Range rangeOf(String decoded) {
        Range range = coded.get(decoded);
        if (range == null) {
            throw new IllegalStateException("value '" + decoded + "' is not in eight bits");
        }
        return range;
    }

    private String code(String value, Range range) {
        List<String> inputs = List.of(value, step(value, range), zero(value, range));
        return decode(value, graph.node("QuantizeLinear", value + ".u8", inputs), range);
    }

    private String decode(String value, String bytes, Range range) {
        String decoded = graph.node(
                "DequantizeLinear", value + ".decoded", List.of(bytes, step(value, range), zero(value, range)));
        coded.put(decoded, range);
        return decoded;
    }

    private String perChannel(String integers, String steps, String zeros) {
        return graph.node(
                "DequantizeLinear",
                integers + ".decoded",
                List.of(integers, steps, zeros),
                OnnxGraph.integer("axis", 0));
    }

    private String step(String value, Range range) {
        return graph.scalar(value + ".step", range.step());
    }

    private String zero(String value, Range range) {
        return graph.bytes(value + ".zero", DataType.UINT8, new byte[] {(byte) range.zero()});
    }
}
