package io.nerest.training.run;

import io.nerest.detector.architecture.TensorSpec;
import io.nerest.training.torchscript.StateLayout;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The groups of trained parameters that an optimiser treats differently.
 *
 * @param decaying weights of convolutions, which decay
 * @param norms weights of BatchNorms, which do not
 * @param biases of both
 */
record ParameterGroups(List<TensorSpec> decaying, List<TensorSpec> norms, List<TensorSpec> biases) {

    static ParameterGroups of(StateLayout layout) {
        List<StateLayout.Slot> trained = layout.trained();
        return new ParameterGroups(
                trained.stream().map(slot -> slot.layer().weight()).toList(),
                trained.stream()
                        .filter(slot -> slot.layer().normalised())
                        .map(slot -> slot.layer().normWeight())
                        .toList(),
                trained.stream().map(slot -> slot.layer().bias()).toList());
    }

    /**
     * Returns a log line with the number of tensors and of values of each group.
     *
     * @param decay weight decay of the first group
     */
    String announcement(double decay) {
        return String.format(
                Locale.ROOT,
                "parameter groups: %s(decay=0.0), %s(decay=%s), %s(decay=0.0); %,d values are trained",
                group(norms, "weight"),
                group(decaying, "weight"),
                decay,
                group(biases, "bias"),
                Stream.of(decaying, norms, biases)
                        .flatMap(List::stream)
                        .mapToLong(TensorSpec::elements)
                        .sum());
    }

    private static String group(List<TensorSpec> tensors, String name) {
        return tensors.size() + " " + name;
    }
}
