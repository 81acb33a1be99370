package io.nerest.detector.pickle;

import io.nerest.detector.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a pickle as plain data. An instance of a Python class is represented by the class's name and the state;
 * no class is loaded.
 */
public sealed interface Pickled {

    record None() implements Pickled {}

    record Bool(boolean value) implements Pickled {}

    record Int(long value) implements Pickled {}

    record Float64(double value) implements Pickled {}

    record Text(String value) implements Pickled {}

    /** A byte string. Checkpoints need none, so only its length is kept. */
    record Bytes(int length) implements Pickled {}

    /** A list, a tuple or a set. Compared by identity, because lists may contain themselves. */
    final class Sequence implements Pickled {
        private final List<Pickled> items;

        Sequence(List<Pickled> items) {
            this.items = new ArrayList<>(items);
        }

        public List<Pickled> items() {
            return items;
        }
    }

    /** A dict in insertion order, with scalars as keys. */
    final class Dictionary implements Pickled {
        private final Map<Pickled, Pickled> entries = new LinkedHashMap<>();

        public Map<Pickled, Pickled> entries() {
            return entries;
        }

        public Optional<Pickled> get(String key) {
            return Optional.ofNullable(entries.get(new Text(key)));
        }
    }

    /** The name of an allowed class or function. */
    record Named(String name) implements Pickled {}

    /** An object: its class, constructor arguments and attributes, without copying them. */
    final class Instance implements Pickled {
        private final String className;
        private final List<Pickled> arguments;
        private final List<Dictionary> attributes = new ArrayList<>();

        Instance(String className, List<Pickled> arguments) {
            this.className = className;
            this.arguments = arguments;
        }

        public String className() {
            return className;
        }

        public List<Pickled> arguments() {
            return arguments;
        }

        void set(Dictionary more) {
            attributes.add(more);
        }

        /** Returns the last value set for an attribute. */
        public Optional<Pickled> attribute(String name) {
            for (int i = attributes.size() - 1; i >= 0; i--) {
                Optional<Pickled> value = attributes.get(i).get(name);
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        }
    }

    /** The elements of one or more tensors: an entry of the archive. */
    record Storage(TensorType type, String key, long elements) implements Pickled {}

    /** A view into a storage, in elements. Shape and strides are those of the file, unchecked. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
