package io.nerest.training.torchscript;

import io.nerest.detector.architecture.Activation;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Operation.MaxPool;
import io.nerest.detector.torchscript.ForwardPass;
import io.nerest.detector.torchscript.MemoryFormat;
import io.nerest.detector.torchscript.ScriptBody;

/**
 * The forward pass in training mode. Keeps what the backward pass needs, under the names that {@link TrainingBackward} uses:
 * the convolution's weight view {@code w}i and output {@code c}i, its BatchNorm's {@code y}i, mean {@code m}i and inverse
 * deviation {@code r}i, where i is the number of the output value.
 */
final class TrainingForward extends ForwardPass {
    private final StateLayout layout;
    private final boolean fixedStatistics;

    /** @param fixedStatistics whether BatchNorms normalise by their running statistics and keep them */
    TrainingForward(ScriptBody body, MemoryFormat format, StateLayout layout, boolean fixedStatistics) {
        super(body, format);
        this.layout = layout;
        this.fixedStatistics = fixedStatistics;
    }

    @Override
    protected void convolution(Convolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        StateLayout.Slot slot = layout.slot(layer);
        int id = convolution.output().id();
        body.line("w%d = %s".formatted(id, weightView(layer, "weights", slot.weight())));
        if (!layer.normalised()) {
            body.line("v%d = %s".formatted(id, call(layer, name(convolution.input()), "w" + id, "None")));
            return;
        }
        String channels = ", 0, %d, " + layer.outputs() + ")";
        body.line("c%d = %s".formatted(id, format.of(call(layer, name(convolution.input()), "w" + id, "None"))));
        body.line(("y%d, m%d, r%d = torch.native_batch_norm(c%d, torch.narrow(self.norms" + channels
                        + ", torch.narrow(self.biases" + channels + ", torch.narrow(self.means" + channels
                        + ", torch.narrow(self.variances" + channels + ", %s, %s, %s)")
                .formatted(
                        id,
                        id,
                        id,
                        id,
                        slot.norm(),
                        slot.bias(),
                        slot.norm(),
                        slot.norm(),
                        slot.frozen() || fixedStatistics ? "False" : "True",
                        ConvolutionLayer.NORM_MOMENTUM,
                        ConvolutionLayer.NORM_EPSILON));
        body.line(
                "v%d = %s".formatted(id, layer.activation() == Activation.SILU ? "torch.silu(y" + id + ")" : "y" + id));
    }

    @Override
    protected void maxPool(MaxPool pool) {
        body.line("v%d, i%d = torch.max_pool2d_with_indices(%s, [%d, %d], [1, 1], [%d, %d], [1, 1], False)"
                .formatted(
                        pool.output().id(),
                        pool.output().id(),
                        name(pool.input()),
                        pool.kernel(),
                        pool.kernel(),
                        pool.kernel() / 2,
                        pool.kernel() / 2));
    }

    /** A convolution's weight, channels-last, as a view of the long vector. */
    static String weightView(ConvolutionLayer layer, String vector, int offset) {
        int inputs = layer.inputs() / layer.groups();
        int kernel = layer.kernel();
        return "torch.as_strided(%s, [%d, %d, %d, %d], [%d, 1, %d, %d], %d)"
                .formatted(
                        vector,
                        layer.outputs(),
                        inputs,
                        kernel,
                        kernel,
                        inputs * kernel * kernel,
                        kernel * inputs,
                        inputs,
                        offset);
    }
}
