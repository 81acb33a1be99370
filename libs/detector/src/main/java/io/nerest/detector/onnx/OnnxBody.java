package io.nerest.detector.onnx;

import static io.nerest.detector.onnx.OnnxGraph.integer;
import static io.nerest.detector.onnx.OnnxGraph.integers;
import static io.nerest.detector.onnx.OnnxGraph.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.nerest.detector.architecture.Activation;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.Operation;
import io.nerest.detector.architecture.Operation.Add;
import io.nerest.detector.architecture.Operation.Concat;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Operation.MaxPool;
import io.nerest.detector.architecture.Operation.Slice;
import io.nerest.detector.architecture.Operation.Upsample;
import io.nerest.detector.architecture.Value;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.model.TrainedNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a network's operations, from the image to the head's logits, into a graph. BatchNorm is folded. */
final class OnnxBody {
    /** Suffix of the name of a convolution's sigmoid. */
    static final String GATE = ".sigmoid";
    /** Suffix of the name of a convolution's activated output. */
    static final String ACTIVATED = ".silu";

    private final OnnxGraph graph;
    private final TrainedNetwork network;
    private final NumberFormat format;
    private final Map<Integer, String> names = new HashMap<>();

    OnnxBody(OnnxGraph graph, TrainedNetwork network, NumberFormat format) {
        this.graph = graph;
        this.network = network;
        this.format = format;
    }

    /**
     * Writes all operations.
     *
     * @param images name of the graph's value that holds the images, 0 to 1
     */
    void write(String images) {
        names.put(network.description().input().id(), images);
        Nodes nodes = new Nodes();
        network.description().operations().forEach(operation -> operation.accept(nodes));
    }

    /** The name of a value of the network in the graph. */
    String name(Value value) {
        return Objects.requireNonNull(names.get(value.id()), "an operation reads a value that none computes");
    }

    /** Writes one operation and records the name of its output. */
    private final class Nodes implements Operation.Visitor {
        @Override
        public void convolution(Convolution convolution) {
            put(convolution, OnnxBody.this.convolution(convolution));
        }

        @Override
        public void concat(Concat concat) {
            List<String> inputs =
                    concat.inputs().stream().map(OnnxBody.this::name).toList();
            put(concat, format.computed(graph.node("Concat", output(concat), inputs, integer("axis", 1))));
        }

        @Override
        public void slice(Slice slice) {
            int from = slice.firstChannel();
            int to = from + slice.output().channels();
            String whole = name(slice.input());
            List<String> inputs = List.of(
                    whole,
                    graph.longs("at_" + from, from),
                    graph.longs("at_" + to, to),
                    graph.longs("channel_axis", 1));
            put(slice, format.selected(graph.node("Slice", output(slice), inputs), whole));
        }

        @Override
        public void add(Add add) {
            List<String> inputs = List.of(name(add.left()), name(add.right()));
            put(add, format.computed(graph.node("Add", output(add), inputs)));
        }

        @Override
        public void upsample(Upsample upsample) {
            float factor = upsample.factor();
            String small = name(upsample.input());
            String factors = graph.floats("upsample_" + upsample.factor(), new float[] {1, 1, factor, factor}, 4);
            String large = graph.node(
                    "Resize",
                    output(upsample),
                    List.of(small, "", factors),
                    text("mode", "nearest"),
                    text("coordinate_transformation_mode", "asymmetric"),
                    text("nearest_mode", "floor"));
            put(upsample, format.selected(large, small));
        }

        @Override
        public void maxPool(MaxPool pool) {
            long border = pool.kernel() / 2;
            String source = name(pool.input());
            String largest = graph.node(
                    "MaxPool",
                    output(pool),
                    List.of(source),
                    integers("kernel_shape", pool.kernel(), pool.kernel()),
                    integers("strides", 1, 1),
                    integers("pads", border, border, border, border));
            put(pool, format.selected(largest, source));
        }

        private void put(Operation operation, String name) {
            names.put(operation.output().id(), name);
        }

        private static String output(Operation operation) {
            return "value_" + operation.output().id();
        }
    }

    private String convolution(Convolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        FoldedConvolution folded = FoldedConvolution.of(layer, network.weights());
        String source = name(convolution.input());
        List<String> inputs = format.convolutionInputs(source, folded);
        AttributeProto[] attributes = {
            integers("kernel_shape", layer.kernel(), layer.kernel()),
            integers("strides", layer.stride(), layer.stride()),
            integers("pads", layer.padding(), layer.padding(), layer.padding(), layer.padding()),
            integers("dilations", 1, 1),
            integer("group", layer.groups())
        };
        String sum = graph.node("Conv", layer.name(), inputs, attributes);
        sum = format.computed(sum);
        if (layer.activation() == Activation.NONE) {
            return sum;
        }
        String gate = format.computed(graph.node("Sigmoid", layer.name() + GATE, List.of(sum)));
        return format.computed(graph.node("Mul", layer.name() + ACTIVATED, List.of(sum, gate)));
    }
}
