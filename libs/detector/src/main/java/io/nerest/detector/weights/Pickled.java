package io.nerest.detector.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pickle describes, as plain data. Python's {@code None} is {@link Nothing}; an instance of a class is its name and
 * its state, never the class itself.
 */
sealed interface Pickled {

    record Nothing() implements Pickled {}

    record Truth(boolean value) implements Pickled {}

    record Whole(long value) implements Pickled {}

    record Real(double value) implements Pickled {}

    record Text(String value) implements Pickled {}

    /** A byte string; nothing that the project reads is one, so only its length is kept. */
    record Bytes(int length) implements Pickled {}

    /** A list, a tuple or a set. Compared by identity, since lists may hold themselves. */
    final class Sequence implements Pickled {
        private final List<Pickled> items;

        Sequence(List<Pickled> items) {
            this.items = new ArrayList<>(items);
        }

        List<Pickled> items() {
            return items;
        }
    }

    /** A dict, ordered as it was filled, with scalars as keys. */
    final class Dictionary implements Pickled {
        private final Map<Pickled, Pickled> entries = new LinkedHashMap<>();

        Map<Pickled, Pickled> entries() {
            return entries;
        }

        Optional<Pickled> get(String key) {
            return Optional.ofNullable(entries.get(new Text(key)));
        }
    }

    /** Names an allowed class or function. */
    record Named(String name) implements Pickled {}

    /** An object: its class, what it was made of, and the attributes that were set on it. Nothing of them is copied. */
    final class Instance implements Pickled {
        private final String className;
        private final List<Pickled> arguments;
        private final List<Dictionary> attributes = new ArrayList<>();

        Instance(String className, List<Pickled> arguments) {
            this.className = className;
            this.arguments = arguments;
        }

        String className() {
            return className;
        }

        List<Pickled> arguments() {
            return arguments;
        }

        void set(Dictionary more) {
            attributes.add(more);
        }

        /** The attribute of this name as it was set last. */
        Optional<Pickled> attribute(String name) {
            for (int i = attributes.size() - 1; i >= 0; i--) {
                Optional<Pickled> value = attributes.get(i).get(name);
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        }
    }

    /** The numbers behind tensors: an entry of the archive. */
    record Storage(TensorType type, String key, long elements) implements Pickled {}

    /** A view into a storage, in elements. Shape and strides are as the file claims them; nothing is checked yet. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
