package io.nerest.detector.model;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.weights.Weights;

/**
 * A convolution with its BatchNorm's running statistics folded in, for inference:
 * {@code weight * gamma / sqrt(variance + eps)} and {@code beta - mean * gamma / sqrt(variance + eps)}, in double
 * precision.
 *
 * @param weight [outputs, inputs / groups, kernel, kernel]
 * @param bias [outputs]
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoldedConvolution(ConvolutionLayer layer, float[] weight, float[] bias) {

    /** Folds one layer of a network. */
    public static FoldedConvolution of(ConvolutionLayer layer, Weights weights) {
        float[] weight = floats(weights, layer.weight());
        float[] bias = floats(weights, layer.bias());
        if (!layer.normalised()) {
            return new FoldedConvolution(layer, weight, bias);
        }
        float[] gamma = floats(weights, layer.normWeight());
        float[] mean = floats(weights, layer.runningMean());
        float[] variance = floats(weights, layer.runningVariance());
        int perOutput = weight.length / layer.outputs();
        for (int o = 0; o < layer.outputs(); o++) {
            double scale = gamma[o] / Math.sqrt(variance[o] + ConvolutionLayer.NORM_EPSILON);
            for (int i = o * perOutput; i < (o + 1) * perOutput; i++) {
                weight[i] = (float) (weight[i] * scale);
            }
            bias[o] = (float) (bias[o] - mean[o] * scale);
        }
        return new FoldedConvolution(layer, weight, bias);
    }

    private static float[] floats(Weights weights, TensorSpec spec) {
        return weights.tensor(spec.name()).orElseThrow().toFloats();
    }
}
