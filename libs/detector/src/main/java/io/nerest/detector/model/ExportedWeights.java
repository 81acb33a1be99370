package io.nerest.detector.model;

import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.tensor.HalfFloat;
import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tensors of a network as stored in a weights file. */
public final class ExportedWeights {
    private ExportedWeights() {}

    /**
     * Returns all tensors in the network's order, with architecture and class names as metadata; floats as binary16 if
     * {@code half}.
     */
    public static Weights of(TrainedNetwork network, boolean half) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : network.description().tensors()) {
            WeightTensor tensor = network.weights().tensor(spec.name()).orElseThrow();
            tensors.add(half && tensor.type() == TensorType.F32 ? halved(tensor) : tensor);
        }
        Map<String, String> metadata = new TreeMap<>(network.weights().metadata());
        metadata.putAll(network.description().toMetadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(network.classNames()));
        return new Weights(tensors, metadata);
    }

    private static WeightTensor halved(WeightTensor tensor) {
        float[] numbers = tensor.toFloats();
        ByteBuffer halves = ByteBuffer.allocate(numbers.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i++) {
            halves.putShort(i * 2, HalfFloat.fromFloat(numbers[i]));
        }
        return new WeightTensor(tensor.name(), TensorType.F16, tensor.shape(), halves);
    }
}
