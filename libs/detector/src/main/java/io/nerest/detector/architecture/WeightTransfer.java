package io.nerest.detector.architecture;

import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Transfers tensors of equal name and shape from a checkpoint to a network. Others, such as a head for another number of
 * classes, are initialised.
 *
 * @param weights for every tensor of the network
 * @param taken number of tensors from the checkpoint
 * @param fresh names of initialised tensors
 */
public record WeightTransfer(Weights weights, int taken, List<String> fresh) {
    public WeightTransfer {
        fresh = List.copyOf(fresh);
    }

    /** Transfers a checkpoint; {@code seed} initialises the other tensors. */
    public static WeightTransfer into(NetworkDescription network, Weights checkpoint, long seed) {
        Map<String, WeightTensor> taken = new HashMap<>();
        List<String> fresh = new ArrayList<>();
        for (TensorSpec spec : network.tensors()) {
            checkpoint
                    .tensor(spec.name())
                    .filter(tensor -> Arrays.equals(tensor.shape(), spec.shape()))
                    .ifPresentOrElse(tensor -> taken.put(spec.name(), tensor), () -> fresh.add(spec.name()));
        }
        // Millions of random numbers, of which the usual transfer needs none.
        Weights initial = fresh.isEmpty() ? new Weights(List.of(), Map.of()) : InitialWeights.of(network, seed);
        List<WeightTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : network.tensors()) {
            WeightTensor found = taken.get(spec.name());
            tensors.add(found == null ? initial.tensor(spec.name()).orElseThrow() : found);
        }
        return new WeightTransfer(new Weights(tensors, checkpoint.metadata()), tensors.size() - fresh.size(), fresh);
    }

    /** Returns a log line with the number of transferred tensors. */
    public String summary() {
        return "%d of %d tensors taken over from the checkpoint".formatted(taken, taken + fresh.size());
    }
}
