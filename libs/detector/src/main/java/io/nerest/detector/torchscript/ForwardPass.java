package io.nerest.detector.torchscript;

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
import java.util.stream.Collectors;

/**
 * Writes a network's operations as TorchScript statements. Value {@code i} is the variable {@code v}i. Subclasses write the
 * convolutions.
 */
public abstract class ForwardPass {
    protected final ScriptBody body;
    protected final MemoryFormat format;

    protected ForwardPass(ScriptBody body, MemoryFormat format) {
        this.body = body;
        this.format = format;
    }

    /** Writes the statements that compute a convolution. */
    protected abstract void convolution(Convolution convolution);

    /** Writes the selection of channels. */
    protected void slice(Slice slice) {
        String channels = "torch.narrow(%s, 1, %d, %d)"
                .formatted(
                        name(slice.input()),
                        slice.firstChannel(),
                        slice.output().channels());
        body.line(name(slice.output()) + " = " + format.of(channels));
    }

    /** Writes the max-pool. A training pass also stores the positions of the maxima. */
    protected void maxPool(MaxPool pool) {
        body.line("%s = torch.max_pool2d(%s, [%d, %d], [1, 1], [%d, %d], [1, 1], False)"
                .formatted(
                        name(pool.output()),
                        name(pool.input()),
                        pool.kernel(),
                        pool.kernel(),
                        pool.kernel() / 2,
                        pool.kernel() / 2));
    }

    public final void write(NetworkDescription network) {
        Statements statements = new Statements();
        network.operations().forEach(operation -> operation.accept(statements));
    }

    private final class Statements implements Operation.Visitor {
        @Override
        public void convolution(Convolution convolution) {
            ForwardPass.this.convolution(convolution);
        }

        @Override
        public void concat(Concat concat) {
            String parts = concat.inputs().stream().map(ForwardPass::name).collect(Collectors.joining(", "));
            body.line("%s = torch.cat([%s], 1)".formatted(name(concat.output()), parts));
        }

        @Override
        public void slice(Slice slice) {
            ForwardPass.this.slice(slice);
        }

        @Override
        public void add(Add add) {
            body.line("%s = torch.add(%s, %s)".formatted(name(add.output()), name(add.left()), name(add.right())));
        }

        @Override
        public void upsample(Upsample upsample) {
            body.line("%s = torch.upsample_nearest2d(%s, None, [%d., %d.])"
                    .formatted(name(upsample.output()), name(upsample.input()), upsample.factor(), upsample.factor()));
        }

        @Override
        public void maxPool(MaxPool pool) {
            ForwardPass.this.maxPool(pool);
        }
    }

    public static String name(Value value) {
        return "v" + value.id();
    }

    /** Returns the call of a convolution without BatchNorm. */
    protected static String call(ConvolutionLayer layer, String input, String weight, String bias) {
        return "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], %d)"
                .formatted(
                        input,
                        weight,
                        bias,
                        layer.stride(),
                        layer.stride(),
                        layer.padding(),
                        layer.padding(),
                        layer.groups());
    }

    /** Returns the activation of a variable, computed in place. */
    protected static String inPlace(Activation activation, String variable) {
        return activation == Activation.SILU ? "torch.silu_(" + variable + ")" : variable;
    }
}
