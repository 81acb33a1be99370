package io.nerest.training.network;

import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.weights.Weights;

/** Makes networks that learn. */
public final class TrainableNetworks {
    private TrainableNetworks() {}

    /**
     * A network that learns.
     *
     * @param start every tensor of the network, as {@link io.nerest.detector.architecture.InitialWeights} or
     *     {@link io.nerest.detector.architecture.WeightTransfer} give them
     * @throws IllegalArgumentException where a tensor is missing or has another shape, all layers would be
     *     frozen, or the device cannot be used
     */
    public static TrainableNetwork create(NetworkDescription network, Weights start, TrainOptions options) {
        return new TorchScriptNetwork(network, start, options);
    }

    /** The same, open to be looked into. */
    public static InspectableNetwork inspect(NetworkDescription network, Weights start, TrainOptions options) {
        return new TorchScriptNetwork(network, start, options);
    }
}
