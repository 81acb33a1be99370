package io.nerest.detector.weights;

import io.nerest.detector.pickle.PickleRefusedException;
import io.nerest.detector.pickle.Pickled;
import io.nerest.detector.pickle.Pickled.Dictionary;
import io.nerest.detector.pickle.Pickled.Instance;
import io.nerest.detector.pickle.Pickled.Sequence;
import io.nerest.detector.pickle.Pickled.Tensor;
import io.nerest.detector.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a pickled {@code torch.nn.Module} under their names in {@code state_dict()}, and the convolutions that no
 * activation follows.
 */
final class ModuleTree {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_MODULES = 50_000;

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<String> withoutActivation = new ArrayList<>();
    private int modules;

    ModuleTree(Instance root) {
        walk(root, "", 0);
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Names of the blocks of convolution, normalisation and activation whose activation is the identity. */
    List<String> withoutActivation() {
        return withoutActivation;
    }

    private void walk(Instance module, String prefix, int depth) {
        if (depth > MAX_DEPTH || ++modules > MAX_MODULES) {
            throw new PickleRefusedException(
                    "its modules are nested more than %d deep, or more than %d".formatted(MAX_DEPTH, MAX_MODULES));
        }
        collect(module, "_parameters", prefix);
        collect(module, "_buffers", prefix);
        for (Map.Entry<String, Pickled> child : children(module, "_modules").entrySet()) {
            if (child.getValue() instanceof Instance submodule) {
                String name = prefix + child.getKey();
                if (child.getKey().equals("act") && submodule.className().endsWith(".Identity")) {
                    withoutActivation.add(prefix.substring(0, Math.max(0, prefix.length() - 1)));
                }
                walk(submodule, name + ".", depth + 1);
            }
        }
    }

    private void collect(Instance module, String kind, String prefix) {
        Optional<Pickled> transients = module.attribute("_non_persistent_buffers_set");
        for (Map.Entry<String, Pickled> entry : children(module, kind).entrySet()) {
            boolean transientBuffer = transients.isPresent()
                    && transients.get() instanceof Sequence names
                    && names.items().contains(new Text(entry.getKey()));
            if (entry.getValue() instanceof Tensor tensor && !transientBuffer) {
                tensors.put(prefix + entry.getKey(), tensor);
            }
        }
    }

    private static Map<String, Pickled> children(Instance module, String attribute) {
        Map<String, Pickled> named = new LinkedHashMap<>();
        if (module.attribute(attribute).orElse(null) instanceof Dictionary dictionary) {
            for (Map.Entry<Pickled, Pickled> entry : dictionary.entries().entrySet()) {
                if (entry.getKey() instanceof Text key) {
                    named.put(key.value(), entry.getValue());
                }
            }
        }
        return named;
    }
}
