package io.nerest.detector.architecture;

import java.util.List;

/**
 * A convolution with BatchNorm or bias, and activation. With BatchNorm it has no bias.
 *
 * @param name the module's name in the reference: {@code model.2.cv1}; its tensors' names follow from it
 * @param layer its row in the family's table
 * @param inputs channels in
 * @param outputs channels out
 * @param kernel side of the square kernel
 * @param stride step
 * @param padding zeros at each border
 * @param groups groups of channels; 1 is an ordinary convolution
 * @param normalised whether BatchNorm follows (eps 1e-3, momentum 0.03 in torch's sense)
 * @param activation follows last
 */
public record ConvolutionLayer(
        String name,
        int layer,
        int inputs,
        int outputs,
        int kernel,
        int stride,
        int padding,
        int groups,
        boolean normalised,
        Activation activation) {

    /** Added to a BatchNorm's variance. */
    public static final double NORM_EPSILON = 1e-3;

    /** Share of a new batch in the running statistics. */
    public static final double NORM_MOMENTUM = 0.03;

    /** Weight of the convolution: [outputs, inputs / groups, kernel, kernel]. */
    public TensorSpec weight() {
        return new TensorSpec(
                normalised ? name + ".conv.weight" : name + ".weight",
                TensorRole.CONVOLUTION_WEIGHT,
                outputs,
                inputs / groups,
                kernel,
                kernel);
    }

    /** Shift per channel: that of the BatchNorm, or the convolution's bias. */
    public TensorSpec bias() {
        return new TensorSpec(normalised ? name + ".bn.bias" : name + ".bias", TensorRole.BIAS, outputs);
    }

    /** Scale of the BatchNorm; only if {@link #normalised()}. */
    public TensorSpec normWeight() {
        return new TensorSpec(norm("weight"), TensorRole.NORM_WEIGHT, outputs);
    }

    /** Running mean of the BatchNorm; only if {@link #normalised()}. */
    public TensorSpec runningMean() {
        return new TensorSpec(norm("running_mean"), TensorRole.RUNNING_MEAN, outputs);
    }

    /** Running variance of the BatchNorm; only if {@link #normalised()}. */
    public TensorSpec runningVariance() {
        return new TensorSpec(norm("running_var"), TensorRole.RUNNING_VARIANCE, outputs);
    }

    /** Counter of the BatchNorm; only if {@link #normalised()}. */
    public TensorSpec batchesSeen() {
        return new TensorSpec(norm("num_batches_tracked"), TensorRole.BATCHES_SEEN);
    }

    /** All tensors of the layer in the reference's order. */
    public List<TensorSpec> tensors() {
        return normalised
                ? List.of(weight(), normWeight(), bias(), runningMean(), runningVariance(), batchesSeen())
                : List.of(weight(), bias());
    }

    /** The same layer followed by another activation. */
    public ConvolutionLayer with(Activation other) {
        return new ConvolutionLayer(name, layer, inputs, outputs, kernel, stride, padding, groups, normalised, other);
    }

    private String norm(String tensor) {
        if (!normalised) {
            throw new IllegalStateException(name + " has no BatchNorm");
        }
        return name + ".bn." + tensor;
    }
}
