package io.nerest.training.network;

import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.weights.Weights;
import java.util.Optional;

/** Creates trainable networks. */
public final class TrainableNetworks {
    private TrainableNetworks() {}

    /**
     * Creates a trainable network.
     *
     * @param start every tensor of the network, as {@link io.nerest.detector.architecture.InitialWeights} or
     *     {@link io.nerest.detector.architecture.WeightTransfer} give them
     * @throws IllegalArgumentException if a tensor is missing or has another shape, all layers would be
     *     frozen, or the device cannot be used
     */
    public static TrainableNetwork create(NetworkDescription network, Weights start, TrainOptions options) {
        return new TorchScriptNetwork(network, start, options, Optional.empty());
    }

    /**
     * Creates a network that is trained on the outputs of a teacher too.
     *
     * @throws IllegalArgumentException as {@link #create}, and if the teacher has other classes or levels
     */
    public static TrainableNetwork create(
            NetworkDescription network, Weights start, TrainOptions options, Optional<Teacher> teacher) {
        return new TorchScriptNetwork(network, start, options, teacher);
    }

    /** As {@link #create(NetworkDescription, Weights, TrainOptions, Optional)}, with access to gradients and head outputs. */
    public static InspectableNetwork inspect(
            NetworkDescription network, Weights start, TrainOptions options, Optional<Teacher> teacher) {
        return new TorchScriptNetwork(network, start, options, teacher);
    }

    /** Creates the same network with access to its gradients and head outputs. */
    public static InspectableNetwork inspect(NetworkDescription network, Weights start, TrainOptions options) {
        return new TorchScriptNetwork(network, start, options, Optional.empty());
    }
}
