package io.nerest.training.torchscript;

import io.nerest.detector.architecture.Activation;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.Operation;
import io.nerest.detector.architecture.Operation.Add;
import io.nerest.detector.architecture.Operation.Concat;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Operation.MaxPool;
import io.nerest.detector.architecture.Operation.Slice;
import io.nerest.detector.architecture.Operation.Upsample;
import io.nerest.detector.architecture.Value;
import io.nerest.detector.torchscript.ForwardPass;
import io.nerest.detector.torchscript.MemoryFormat;
import io.nerest.detector.torchscript.ScriptBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backward pass, written out operation by operation. Torch could derive it, but its compiler takes SiLU's
 * derivative
 * apart into seven passes over memory, gives each slice a full tensor of zeros, and one tensor for every parameter to
 * step
 * over; the explicit backward pass avoids all three.
 */
final class TrainingBackward {
    private final ScriptBody body;
    private final MemoryFormat format;
    private final NetworkDescription network;
    private final StateLayout layout;
    private final boolean fixedStatistics;
    private final Map<Value, List<Part>> parts = new HashMap<>();
    private final Set<Value> learning = new HashSet<>();
    private int temporaries;

    /**
     * One contribution to the gradient of a value.
     *
     * @param expression the variable that holds it
     * @param first first channel it belongs to
     * @param channels how many channels
     * @param fresh whether nothing else uses the variable, so that it may be added to in place
     */
    private record Part(String expression, int first, int channels, boolean fresh) {}

    /** @param fixedStatistics as {@link TrainingForward} has it */
    TrainingBackward(
            ScriptBody body,
            MemoryFormat format,
            NetworkDescription network,
            StateLayout layout,
            boolean fixedStatistics) {
        this.body = body;
        this.format = format;
        this.network = network;
        this.layout = layout;
        this.fixedStatistics = fixedStatistics;
        for (Operation operation : network.operations()) {
            boolean trained = operation instanceof Convolution c
                    && !layout.slot(c.layer()).frozen();
            if (trained || operation.inputs().stream().anyMatch(learning::contains)) {
                learning.add(operation.output());
            }
        }
    }

    /** Declares the variable that holds the gradient of an output of the network. */
    void seed(Value value, String variable) {
        contribute(value, new Part(variable, 0, value.channels(), false));
    }

    /**
     * Writes the pass. Afterwards {@code dw}i holds the gradient of a convolution's weight, {@code dg}i and {@code db}i
     * those of BatchNorm's weight and bias, or {@code db}i that of the convolution's own bias.
     */
    void write() {
        for (int i = network.operations().size() - 1; i >= 0; i--) {
            Operation operation = network.operations().get(i);
            if (learning.contains(operation.output()) && parts.containsKey(operation.output())) {
                operation.accept(new Derivative(gather(operation.output())));
            }
        }
    }

    /** Writes the derivative of one operation. */
    private final class Derivative implements Operation.Visitor {
        private final String gradient;

        /** @param gradient the variable with the gradient of the operation's output */
        Derivative(String gradient) {
            this.gradient = gradient;
        }

        @Override
        public void convolution(Convolution convolution) {
            TrainingBackward.this.convolution(convolution, gradient);
        }

        @Override
        public void concat(Concat concat) {
            int first = 0;
            for (Value input : concat.inputs()) {
                String part = temporary("torch.narrow(%s, 1, %d, %d)".formatted(gradient, first, input.channels()));
                contribute(input, new Part(part, 0, input.channels(), false));
                first += input.channels();
            }
        }

        @Override
        public void slice(Slice slice) {
            contribute(
                    slice.input(),
                    new Part(gradient, slice.firstChannel(), slice.output().channels(), false));
        }

        @Override
        public void add(Add add) {
            contribute(add.left(), new Part(gradient, 0, add.left().channels(), false));
            contribute(add.right(), new Part(gradient, 0, add.right().channels(), false));
        }

        @Override
        public void upsample(Upsample up) {
            String rows = "torch.size(%s, 2)".formatted(name(up.input()));
            String columns = "torch.size(%s, 3)".formatted(name(up.input()));
            String batch = "torch.size(%s, 0)".formatted(name(up.input()));
            String size = "[%s, %d, %s, %s]".formatted(batch, up.input().channels(), rows, columns);
            String output = "[torch.size(%s, 2), torch.size(%s, 3)]".formatted(name(up.output()), name(up.output()));
            fresh(
                    up.input(),
                    "torch.upsample_nearest2d_backward(%s, %s, %s)".formatted(format.of(gradient), output, size));
        }

        @Override
        public void maxPool(MaxPool pool) {
            int kernel = pool.kernel();
            fresh(
                    pool.input(),
                    "torch.max_pool2d_with_indices_backward(%s, %s, [%d, %d], [1, 1], [%d, %d], [1, 1], False, i%d)"
                            .formatted(
                                    format.of(gradient),
                                    name(pool.input()),
                                    kernel,
                                    kernel,
                                    kernel / 2,
                                    kernel / 2,
                                    pool.output().id()));
        }
    }

    private void convolution(Convolution convolution, String gradient) {
        ConvolutionLayer layer = convolution.layer();
        StateLayout.Slot slot = layout.slot(layer);
        int id = convolution.output().id();
        String outer = gradient;
        if (layer.activation() == Activation.SILU) {
            outer = temporary("torch.silu_backward(%s, y%d)".formatted(format.of(gradient), id));
        }
        if (layer.normalised()) {
            String channels = ", 0, %d, " + layer.outputs() + ")";
            String inner = "d" + temporaries++;
            body.line(("%s, dg%d, db%d = torch.native_batch_norm_backward(%s, c%d, torch.narrow(self.norms" + channels
                            + ", torch.narrow(self.means" + channels + ", torch.narrow(self.variances" + channels
                            + ", m%d, r%d, %s, %s, [True, True, True])")
                    .formatted(
                            inner,
                            id,
                            id,
                            outer,
                            id,
                            slot.norm(),
                            slot.norm(),
                            slot.norm(),
                            id,
                            id,
                            slot.frozen() || fixedStatistics ? "False" : "True",
                            ConvolutionLayer.NORM_EPSILON));
            outer = inner;
        }
        boolean further = learning.contains(convolution.input());
        String inner = "d" + temporaries++;
        body.line(
                "%s, dw%d, _ = torch.convolution_backward(%s, %s, w%d, None, [%d, %d], [%d, %d], [1, 1], False, [0, 0], %d, [%s, %s, False])"
                        .formatted(
                                inner,
                                id,
                                outer,
                                name(convolution.input()),
                                id,
                                layer.stride(),
                                layer.stride(),
                                layer.padding(),
                                layer.padding(),
                                layer.groups(),
                                further ? "True" : "False",
                                slot.frozen() ? "False" : "True"));
        if (further) {
            contribute(
                    convolution.input(), new Part(inner, 0, convolution.input().channels(), true));
        }
    }

    private void fresh(Value value, String expression) {
        contribute(value, new Part(temporary(expression), 0, value.channels(), true));
    }

    private void contribute(Value value, Part part) {
        if (learning.contains(value)) {
            parts.computeIfAbsent(value, v -> new ArrayList<>()).add(part);
        }
    }

    /** Sums the contributions to a value's gradient into one variable. */
    private String gather(Value value) {
        List<Part> all = new ArrayList<>(parts.get(value));
        if (all.stream().anyMatch(part -> part.channels() < value.channels())) {
            all.sort(Comparator.comparingInt(Part::first));
            int covered = 0;
            for (Part part : all) {
                if (part.first() != covered) {
                    throw new IllegalStateException("slices of " + value + " overlap or leave a gap");
                }
                covered += part.channels();
            }
            return temporary("torch.cat([%s], 1)"
                    .formatted(all.stream().map(Part::expression).collect(Collectors.joining(", "))));
        }
        all.sort(Comparator.comparing(Part::fresh).reversed());
        String sum = all.get(0).expression();
        for (int i = 1; i < all.size(); i++) {
            boolean inPlace = i > 1 || all.get(0).fresh();
            sum = temporary((inPlace ? "torch.add_(%s, %s)" : "torch.add(%s, %s)")
                    .formatted(sum, all.get(i).expression()));
        }
        return sum;
    }

    private String temporary(String expression) {
        String variable = "d" + temporaries++;
        body.line(variable + " = " + expression);
        return variable;
    }

    private static String name(Value value) {
        return ForwardPass.name(value);
    }
}
