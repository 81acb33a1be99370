package io.nerest.detector.weights;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of one network by name, in the order of its description, and the file's metadata. Names are those
 * of the reference's {@code state_dict}: {@code model.0.conv.weight}.
 */
public final class Weights {
    private final Map<String, WeightTensor> tensors;
    private final Map<String, String> metadata;

    public Weights(Collection<WeightTensor> tensors, Map<String, String> metadata) {
        Map<String, WeightTensor> byName = new LinkedHashMap<>();
        for (WeightTensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("tensor '" + tensor.name() + "' occurs twice");
            }
        }
        this.tensors = Collections.unmodifiableMap(byName);
        this.metadata = Map.copyOf(metadata);
    }

    public Map<String, WeightTensor> tensors() {
        return tensors;
    }

    public Optional<WeightTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** Free text by key: architecture, class names, data set, arguments. */
    public Map<String, String> metadata() {
        return metadata;
    }
}
