package io.nerest.detector.architecture;

import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Initial weights: each convolution uniform in ±1/sqrt(fan in) (He et al., arXiv 1502.01852, with the slope sqrt(5) that
 * torch takes), BatchNorm the identity, and the head's last biases such that an untrained network predicts about five
 * objects in an image of 640 pixels.
 */
public final class InitialWeights {
    private static final float LAST_BOX_BIAS = 2.0f;

    private InitialWeights() {}

    /** Returns a value for every tensor of the network; equal seeds give equal weights. */
    public static Weights of(NetworkDescription network, long seed) {
        List<WeightTensor> tensors = new ArrayList<>();
        SplittableRandom root = new SplittableRandom(seed);
        for (ConvolutionLayer layer : network.convolutions()) {
            SplittableRandom random = root.split();
            float bound =
                    (float) (1 / Math.sqrt((double) layer.inputs() / layer.groups() * layer.kernel() * layer.kernel()));
            tensors.add(uniform(layer.weight(), bound, random));
            if (layer.normalised()) {
                tensors.add(filled(layer.normWeight(), 1));
                tensors.add(filled(layer.bias(), 0));
                tensors.add(filled(layer.runningMean(), 0));
                tensors.add(filled(layer.runningVariance(), 1));
                tensors.add(new WeightTensor(
                        layer.batchesSeen().name(), TensorType.I64, new long[0], ByteBuffer.allocate(Long.BYTES)));
            } else {
                tensors.add(filled(layer.bias(), lastBias(network.head(), layer)));
            }
        }
        tensors.add(bins(network.head()));
        return new Weights(tensors, network.toMetadata());
    }

    private static float lastBias(DetectHead head, ConvolutionLayer layer) {
        for (int level = 0; level < head.levels().size(); level++) {
            if (layer.name().equals(head.name() + ".cv3." + level + ".2")) {
                double cells = Math.pow(640.0 / head.levels().get(level).stride(), 2);
                return (float) Math.log(5.0 / head.classes() / cells);
            }
        }
        return LAST_BOX_BIAS;
    }

    static WeightTensor bins(DetectHead head) {
        float[] values = new float[head.bins()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return WeightTensor.ofFloats(head.binsTensor().name(), head.binsTensor().shape(), values);
    }

    private static WeightTensor uniform(TensorSpec spec, float bound, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(spec.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return WeightTensor.ofFloats(spec.name(), spec.shape(), values);
    }

    private static WeightTensor filled(TensorSpec spec, float value) {
        float[] values = new float[Math.toIntExact(spec.elements())];
        Arrays.fill(values, value);
        return WeightTensor.ofFloats(spec.name(), spec.shape(), values);
    }
}
