package io.nerest.detection.onnx;

import static io.nerest.detection.onnx.OnnxGraph.integer;
import static io.nerest.detection.onnx.OnnxGraph.integers;
import static io.nerest.detection.onnx.OnnxGraph.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.nerest.detection.architecture.Activation;
import io.nerest.detection.architecture.ConvolutionLayer;
import io.nerest.detection.architecture.Operation;
import io.nerest.detection.architecture.Operation.Add;
import io.nerest.detection.architecture.Operation.Concat;
import io.nerest.detection.architecture.Operation.Convolution;
import io.nerest.detection.architecture.Operation.MaxPool;
import io.nerest.detection.architecture.Operation.Slice;
import io.nerest.detection.architecture.Operation.Upsample;
import io.nerest.detection.architecture.Value;
import io.nerest.detection.model.FoldedConvolution;
import io.nerest.detection.model.TrainedNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a network's operations, from the picture to the head's logits, into a graph. BatchNorm is folded. */
final class OnnxBody {
    private final OnnxGraph graph;
    private final TrainedNetwork network;
    private final boolean half;
    private final Map<Integer, String> names = new HashMap<>();

    OnnxBody(OnnxGraph graph, TrainedNetwork network, boolean half) {
        this.graph = graph;
        this.network = network;
        this.half = half;
    }

    /**
     * Writes all operations.
     *
     * @param picture name of the graph's value that holds the pictures, 0 to 1
     */
    void write(String picture) {
        names.put(network.description().input().id(), picture);
        for (Operation operation : network.description().operations()) {
            names.put(operation.output().id(), write(operation));
        }
    }

    /** The name of a value of the network in the graph. */
    String name(Value value) {
        return names.get(value.id());
    }

    private String write(Operation operation) {
        if (operation instanceof Convolution convolution) {
            return convolution(convolution);
        }
        if (operation instanceof Concat concat) {
            return graph.node("Concat", concat.inputs().stream().map(this::name).toList(), integer("axis", 1));
        }
        if (operation instanceof Slice slice) {
            int from = slice.firstChannel();
            int to = from + slice.output().channels();
            return graph.node(
                    "Slice",
                    List.of(
                            name(slice.input()),
                            graph.longs("at_" + from, from),
                            graph.longs("at_" + to, to),
                            graph.longs("channel_axis", 1)));
        }
        if (operation instanceof Add add) {
            return graph.node("Add", List.of(name(add.left()), name(add.right())));
        }
        if (operation instanceof Upsample upsample) {
            float factor = upsample.factor();
            return graph.node(
                    "Resize",
                    List.of(
                            name(upsample.input()),
                            "",
                            graph.floats("upsample_" + upsample.factor(), new float[] {1, 1, factor, factor}, 4)),
                    text("mode", "nearest"),
                    text("coordinate_transformation_mode", "asymmetric"),
                    text("nearest_mode", "floor"));
        }
        if (operation instanceof MaxPool pool) {
            long border = pool.kernel() / 2;
            return graph.node(
                    "MaxPool",
                    List.of(name(pool.input())),
                    integers("kernel_shape", pool.kernel(), pool.kernel()),
                    integers("strides", 1, 1),
                    integers("pads", border, border, border, border));
        }
        throw new IllegalStateException("no ONNX form of " + operation);
    }

    private String convolution(Convolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        FoldedConvolution folded = FoldedConvolution.of(layer, network.weights());
        List<String> inputs = List.of(
                name(convolution.input()),
                constant(
                        layer.name() + ".weight",
                        folded.weight(),
                        layer.outputs(),
                        layer.inputs() / layer.groups(),
                        layer.kernel(),
                        layer.kernel()),
                constant(layer.name() + ".bias", folded.bias(), layer.outputs()));
        AttributeProto[] attributes = {
            integers("kernel_shape", layer.kernel(), layer.kernel()),
            integers("strides", layer.stride(), layer.stride()),
            integers("pads", layer.padding(), layer.padding(), layer.padding(), layer.padding()),
            integers("dilations", 1, 1),
            integer("group", layer.groups())
        };
        String sum = graph.node("Conv", layer.name(), inputs, attributes);
        if (layer.activation() == Activation.NONE) {
            return sum;
        }
        String gate = graph.node("Sigmoid", layer.name() + ".sigmoid", List.of(sum));
        return graph.node("Mul", layer.name() + ".silu", List.of(sum, gate));
    }

    private String constant(String name, float[] values, long... shape) {
        return half ? graph.halves(name, values, shape) : graph.floats(name, values, shape);
    }
}
