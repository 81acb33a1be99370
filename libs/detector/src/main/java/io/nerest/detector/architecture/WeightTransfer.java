package io.nerest.detector.architecture;

import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes over what fits of a checkpoint into a network: tensors of the same name and shape. The rest, such as a head of
 * another class count, starts fresh.
 *
 * @param weights for every tensor of the network
 * @param taken how many tensors came from the checkpoint
 * @param fresh names of those that did not
 */
public record WeightTransfer(Weights weights, int taken, List<String> fresh) {
    public WeightTransfer {
        fresh = List.copyOf(fresh);
    }

    /** Transfers a checkpoint; {@code seed} draws what starts fresh. */
    public static WeightTransfer into(NetworkDescription network, Weights checkpoint, long seed) {
        Weights initial = InitialWeights.of(network, seed);
        List<WeightTensor> tensors = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (TensorSpec spec : network.tensors()) {
            Optional<WeightTensor> found =
                    checkpoint.tensor(spec.name()).filter(tensor -> Arrays.equals(tensor.shape(), spec.shape()));
            if (found.isEmpty()) {
                fresh.add(spec.name());
            }
            tensors.add(found.orElseGet(() -> initial.tensor(spec.name()).orElseThrow()));
        }
        return new WeightTransfer(new Weights(tensors, checkpoint.metadata()), tensors.size() - fresh.size(), fresh);
    }

    /** A line for the log: how many tensors were taken over, of how many. */
    public String summary() {
        return "%d of %d tensors taken over from the checkpoint".formatted(taken, taken + fresh.size());
    }
}
