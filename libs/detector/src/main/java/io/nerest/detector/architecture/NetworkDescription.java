package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.weights.WeightsMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a graph of operations, from which training, inference and export forms are generated.
 *
 * @param name the member of its family: {@code yolov8n}
 * @param input the image: RGB, 0 to 1
 * @param operations in order of computation
 * @param convolutions in the order of the reference's state
 * @param embedding the value whose average over all cells is the embedding of an image
 * @param head the output
 * @param definition text of the {@link ArchitectureFile} that describes it; empty for one of the {@link Architectures}
 */
public record NetworkDescription(
        String name,
        Value input,
        List<Operation> operations,
        List<ConvolutionLayer> convolutions,
        Value embedding,
        DetectHead head,
        String definition) {

    public NetworkDescription {
        operations = List.copyOf(operations);
        convolutions = List.copyOf(convolutions);
    }

    /** Returns the number of classes. */
    public int classes() {
        return head.classes();
    }

    /** Returns the number of pixels of which image sides must be multiples. */
    public int maxStride() {
        return head.levels().get(head.levels().size() - 1).stride();
    }

    /** Every tensor of the state, in the reference's order. */
    public List<TensorSpec> tensors() {
        List<TensorSpec> all = new ArrayList<>();
        convolutions.forEach(layer -> all.addAll(layer.tensors()));
        all.add(head.binsTensor());
        return List.copyOf(all);
    }

    /** Returns the number of parameters as the reference counts them: trained ones and the head's bins. */
    public long parameters() {
        return tensors().stream()
                .filter(tensor -> tensor.role().counted())
                .mapToLong(TensorSpec::elements)
                .sum();
    }

    /** Returns the network without activation after the named convolutions, as some checkpoints were trained. */
    public NetworkDescription withoutActivation(Set<String> names) {
        List<Operation> changed = new ArrayList<>();
        for (Operation operation : operations) {
            changed.add(
                    operation instanceof Convolution c
                            ? new Convolution(c.output(), c.input(), without(c.layer(), names))
                            : operation);
        }
        List<ConvolutionLayer> layers =
                convolutions.stream().map(layer -> without(layer, names)).toList();
        return new NetworkDescription(name, input, changed, layers, embedding, head, definition);
    }

    NetworkDescription withDefinition(String text) {
        return new NetworkDescription(name, input, operations, convolutions, embedding, head, text);
    }

    /** Returns the metadata by which weights name this network. */
    public Map<String, String> toMetadata() {
        return definition.isEmpty()
                ? Map.of(WeightsMetadata.ARCHITECTURE, name)
                : Map.of(WeightsMetadata.ARCHITECTURE, name, WeightsMetadata.DEFINITION, definition);
    }

    private static ConvolutionLayer without(ConvolutionLayer layer, Set<String> names) {
        return names.contains(layer.name()) ? layer.with(Activation.NONE) : layer;
    }
}
