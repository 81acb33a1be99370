package io.nerest.training.torchscript;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.NetworkDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The positions of a training network's tensors. The state is five vectors, so that an optimiser step, the moving
 * average or a cast is one operation per vector instead of one per tensor: convolution weights (channels-last),
 * BatchNorm weights, biases, running means, running variances. Frozen layers come first in each.
 */
public final class StateLayout {
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final int weights;
    private final int norms;
    private final int biases;
    private final int frozenWeights;
    private final int frozenNorms;
    private final int frozenBiases;

    /** Positions of one layer in the vectors; {@code norm} holds for the running statistics too. */
    public record Slot(ConvolutionLayer layer, int weight, int norm, int bias, boolean frozen) {}

    /**
     * Computes the layout of a network.
     *
     * @param freezeLayers rows of the family's table, from the first, that are not trained
     * @throws IllegalArgumentException if no layer is left to train
     */
    public StateLayout(NetworkDescription network, int freezeLayers) {
        int weight = 0;
        int norm = 0;
        int bias = 0;
        int frozenWeight = 0;
        int frozenNorm = 0;
        int frozenBias = 0;
        for (ConvolutionLayer layer : network.convolutions()) {
            boolean frozen = layer.layer() < freezeLayers;
            slots.put(layer.name(), new Slot(layer, weight, norm, bias, frozen));
            weight = Math.addExact(weight, Math.toIntExact(layer.weight().elements()));
            norm += layer.normalised() ? layer.outputs() : 0;
            bias += layer.outputs();
            if (frozen) {
                frozenWeight = weight;
                frozenNorm = norm;
                frozenBias = bias;
            }
        }
        if (frozenWeight == weight) {
            throw new IllegalArgumentException("freeze=" + freezeLayers + " leaves nothing of " + network.name()
                    + " to train; its last layer is number "
                    + network.convolutions()
                            .get(network.convolutions().size() - 1)
                            .layer());
        }
        weights = weight;
        norms = norm;
        biases = bias;
        frozenWeights = frozenWeight;
        frozenNorms = frozenNorm;
        frozenBiases = frozenBias;
    }

    /** All layers in Ultralytics' order. */
    public List<Slot> slots() {
        return new ArrayList<>(slots.values());
    }

    /** The layers that are trained, with positions in vectors that lack the frozen ones. */
    public List<Slot> trained() {
        return slots.values().stream()
                .filter(slot -> !slot.frozen())
                .map(slot -> new Slot(
                        slot.layer(),
                        slot.weight() - frozenWeights,
                        slot.norm() - frozenNorms,
                        slot.bias() - frozenBiases,
                        false))
                .toList();
    }

    Slot slot(ConvolutionLayer layer) {
        return Objects.requireNonNull(slots.get(layer.name()), layer.name());
    }

    /** Elements of the vector of convolution weights. */
    public int weights() {
        return weights;
    }

    /** Elements of the vector of BatchNorm weights, and of those of running statistics. */
    public int norms() {
        return norms;
    }

    /** Elements of the vector of biases. */
    public int biases() {
        return biases;
    }

    /** How many elements of {@link #weights()}, from the first, are frozen. */
    public int frozenWeights() {
        return frozenWeights;
    }

    /** How many elements of {@link #norms()}, from the first, are frozen. */
    public int frozenNorms() {
        return frozenNorms;
    }

    /** How many elements of {@link #biases()}, from the first, are frozen. */
    public int frozenBiases() {
        return frozenBiases;
    }
}
