package io.nerest.detection.torchscript;

import io.nerest.detection.architecture.Activation;
import io.nerest.detection.architecture.ConvolutionLayer;
import io.nerest.detection.architecture.NetworkDescription;
import io.nerest.detection.architecture.Operation;
import io.nerest.detection.architecture.Operation.Add;
import io.nerest.detection.architecture.Operation.Concat;
import io.nerest.detection.architecture.Operation.Convolution;
import io.nerest.detection.architecture.Operation.MaxPool;
import io.nerest.detection.architecture.Operation.Slice;
import io.nerest.detection.architecture.Operation.Upsample;
import io.nerest.detection.architecture.Value;
import java.util.stream.Collectors;

/**
 * Writes a network's operations as statements. Value {@code i} is the variable {@code v}i; how a convolution is written is
 * the subclass's.
 */
abstract class ForwardPass {
    final ScriptBody body;
    final MemoryFormat format;

    ForwardPass(ScriptBody body, MemoryFormat format) {
        this.body = body;
        this.format = format;
    }

    /** Statements that compute the convolution's output into its variable. */
    abstract void convolution(Convolution convolution);

    /** Statements that split off channels. */
    void slice(Slice slice) {
        String channels = "torch.narrow(%s, 1, %d, %d)"
                .formatted(
                        name(slice.input()),
                        slice.firstChannel(),
                        slice.output().channels());
        body.line(name(slice.output()) + " = " + format.of(channels));
    }

    /** Statements that pool; a training pass keeps where the maxima were. */
    void maxPool(MaxPool pool) {
        body.line("%s = torch.max_pool2d(%s, [%d, %d], [1, 1], [%d, %d], [1, 1], False)"
                .formatted(
                        name(pool.output()),
                        name(pool.input()),
                        pool.kernel(),
                        pool.kernel(),
                        pool.kernel() / 2,
                        pool.kernel() / 2));
    }

    final void write(NetworkDescription network) {
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

    static String name(Value value) {
        return "v" + value.id();
    }

    /** The call of a convolution, without BatchNorm. */
    static String call(ConvolutionLayer layer, String input, String weight, String bias) {
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
    static String inPlace(Activation activation, String variable) {
        return activation == Activation.SILU ? "torch.silu_(" + variable + ")" : variable;
    }
}
