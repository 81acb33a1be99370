package io.nerest.detector.model;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Networks with random weights, the same for the same seed, that detect objects of varied sizes and confidences. */
public final class TestNetworks {
    /** Keeps the variance of activations through convolution and SiLU, which {@link InitialWeights} lets decay. */
    private static final float GAIN = 2.9f;

    /** Bias of the class logits: most scores are low, some exceed .5. */
    private static final float CLASS_BIAS = -3;

    private TestNetworks() {}

    public static TrainedNetwork detecting(String architecture, int classes, long seed) {
        NetworkDescription description = Architectures.describe(architecture, classes);
        List<WeightTensor> tensors = new ArrayList<>();
        for (WeightTensor tensor :
                InitialWeights.of(description, seed).tensors().values()) {
            tensors.add(changed(tensor));
        }
        return TrainedNetwork.of(new Weights(tensors, Map.of()));
    }

    private static WeightTensor changed(WeightTensor tensor) {
        float[] values = tensor.toFloats();
        if (tensor.name().matches(".*\\.cv3\\.\\d\\.2\\.bias")) {
            Arrays.fill(values, CLASS_BIAS);
        } else if (tensor.shape().length == 4 && !tensor.name().contains(".dfl.")) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= GAIN;
            }
        } else {
            return tensor;
        }
        return WeightTensor.ofFloats(tensor.name(), tensor.shape(), values);
    }
}
