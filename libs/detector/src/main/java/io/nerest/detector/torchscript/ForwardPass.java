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
 * Writes a network's operations as statements. Value {@code i} is the variable {@code v}i; how a convolution is written is
 * the subclass's.
 */
public abstract class ForwardPass {
    protected final ScriptBody body;
    protected final MemoryFormat format;

    protected ForwardPass(ScriptBody body, MemoryFormat format) {
        this.body = body;
        this.format = format;
    }

    /** Statements that compute the convolution's output into its variable. */
    protected abstract void convolution(Convolution convolution);

    /** Statements that split off channels. */
    protected void slice(Slice slice) {
        String channels = "torch.narrow(%s, 1, %d, %d)"
                .formatted(
                        name(slice.input()),
                        slice.firstChannel(),
                        slice.output().channels());
        body.line(name(slice.output()) + " = " + format.of(channels));
    }

    /** Statements that pool; a training pass keeps where the maxima were. */
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
        network.operations().forEach(this::write);
    }

    private void write(Operation operation) {
        if (operation instanceof Convolution convolution) {
            convolution(convolution);
        } else if (operation instanceof Concat concat) {
            String parts = concat.inputs().stream().map(ForwardPass::name).collect(Collectors.joining(", "));
            body.line("%s = torch.cat([%s], 1)".formatted(name(concat.output()), parts));
        } else if (operation instanceof Slice slice) {
            slice(slice);
        } else if (operation instanceof Add add) {
            body.line("%s = torch.add(%s, %s)".formatted(name(add.output()), name(add.left()), name(add.right())));
        } else if (operation instanceof Upsample up) {
            body.line("%s = torch.upsample_nearest2d(%s, None, [%d., %d.])"
                    .formatted(name(up.output()), name(up.input()), up.factor(), up.factor()));
        } else if (operation instanceof MaxPool pool) {
            maxPool(pool);
        }
    }

    public static String name(Value value) {
        return "v" + value.id();
    }

    /** The call of a convolution, without BatchNorm. */
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

    /** The activation applied to a variable, in place where it has one. */
    protected static String inPlace(Activation activation, String variable) {
        return activation == Activation.SILU ? "torch.silu_(" + variable + ")" : variable;
    }
}
