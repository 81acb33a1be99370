package io.nerest.detector.architecture;

import io.nerest.detector.architecture.DetectHead.Level;
import io.nerest.detector.architecture.Operation.Add;
import io.nerest.detector.architecture.Operation.Concat;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Operation.MaxPool;
import io.nerest.detector.architecture.Operation.Slice;
import io.nerest.detector.architecture.Operation.Upsample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Other numbers of output channels for the convolutions of a network.
 *
 * @param channels by name of the convolution, one number for each of its {@link #parts}
 */
record ChannelWidths(Map<String, List<Integer>> channels) {

    /** The parts into which later operations slice a value: the first channel of each, and at the end its channels. */
    static Map<Value, List<Integer>> parts(NetworkDescription network) {
        Map<Value, TreeSet<Integer>> cuts = new HashMap<>();
        for (Operation operation : network.operations()) {
            cuts.put(
                    operation.output(),
                    new TreeSet<>(Set.of(0, operation.output().channels())));
            if (operation instanceof Slice slice) {
                TreeSet<Integer> ofInput = Objects.requireNonNull(cuts.get(slice.input()));
                ofInput.add(slice.firstChannel());
                ofInput.add(slice.firstChannel() + slice.output().channels());
            }
        }
        Map<Value, List<Integer>> parts = new HashMap<>();
        cuts.forEach((value, places) -> parts.put(value, List.copyOf(places)));
        return parts;
    }

    /**
     * Returns the network with these channels.
     *
     * @throws IllegalArgumentException if a convolution does not exist, cannot be changed, has another number of parts, or
     *     values that are added would have different channels
     */
    NetworkDescription applyTo(NetworkDescription network) {
        return new Application(network).run();
    }

    private final class Application implements Operation.Visitor {
        private final NetworkDescription network;
        private final Map<Value, List<Integer>> parts;
        private final Map<Value, Value> values = new HashMap<>();
        private final Map<Value, List<Integer>> widths = new HashMap<>();
        private final Map<String, ConvolutionLayer> layers = new HashMap<>();
        private final List<Operation> operations = new ArrayList<>();

        Application(NetworkDescription network) {
            this.network = network;
            this.parts = parts(network);
            values.put(network.input(), network.input());
        }

        NetworkDescription run() {
            network.operations().forEach(operation -> operation.accept(this));
            Set<String> unknown = new HashSet<>(channels.keySet());
            unknown.removeAll(layers.keySet());
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("channels: the network has no convolution '"
                        + unknown.iterator().next() + "'");
            }
            List<Level> levels = network.head().levels().stream()
                    .map(level -> new Level(of(level.boxes()), of(level.scores())))
                    .toList();
            return new NetworkDescription(
                    network.name(),
                    network.input(),
                    operations,
                    network.convolutions().stream()
                            .map(layer -> Objects.requireNonNull(layers.get(layer.name())))
                            .toList(),
                    of(network.embedding()),
                    new DetectHead(
                            network.head().name(),
                            network.head().classes(),
                            network.head().bins(),
                            levels),
                    network.definition());
        }

        private Value of(Value old) {
            return Objects.requireNonNull(values.get(old));
        }

        private Value put(Value old, int width) {
            Value changed = new Value(old.id(), width, old.stride());
            values.put(old, changed);
            return changed;
        }

        @Override
        public void convolution(Convolution convolution) {
            ConvolutionLayer layer = convolution.layer();
            List<Integer> places = Objects.requireNonNull(parts.get(convolution.output()));
            List<Integer> given = channels.get(layer.name());
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i + 1 < places.size(); i++) {
                chosen.add(places.get(i + 1) - places.get(i));
            }
            if (given != null) {
                if (!layer.normalised()) {
                    throw new IllegalArgumentException(
                            "channels: the outputs of '" + layer.name() + "' are those of the head and cannot change");
                }
                if (given.size() != chosen.size()) {
                    throw new IllegalArgumentException("channels: '%s' has %d parts, but %d numbers are given"
                            .formatted(layer.name(), chosen.size(), given.size()));
                }
                chosen = given;
            }
            widths.put(convolution.output(), chosen);
            int outputs = chosen.stream().mapToInt(Integer::intValue).sum();
            Value input = of(convolution.input());
            ConvolutionLayer changed = new ConvolutionLayer(
                    layer.name(),
                    layer.layer(),
                    input.channels(),
                    outputs,
                    layer.kernel(),
                    layer.stride(),
                    layer.padding(),
                    layer.groups(),
                    layer.normalised(),
                    layer.activation());
            layers.put(layer.name(), changed);
            operations.add(new Convolution(put(convolution.output(), outputs), input, changed));
        }

        @Override
        public void concat(Concat concat) {
            List<Value> inputs = concat.inputs().stream().map(this::of).toList();
            operations.add(new Concat(
                    put(
                            concat.output(),
                            inputs.stream().mapToInt(Value::channels).sum()),
                    inputs));
        }

        @Override
        public void slice(Slice slice) {
            List<Integer> places = Objects.requireNonNull(parts.get(slice.input()));
            List<Integer> width = widths.get(slice.input());
            if (width == null) {
                throw new IllegalArgumentException("only outputs of convolutions can be sliced");
            }
            int first = 0;
            int count = 0;
            for (int i = 0; i < width.size(); i++) {
                if (places.get(i) < slice.firstChannel()) {
                    first += width.get(i);
                } else if (places.get(i) < slice.firstChannel() + slice.output().channels()) {
                    count += width.get(i);
                }
            }
            operations.add(new Slice(put(slice.output(), count), of(slice.input()), first));
        }

        @Override
        public void add(Add add) {
            Value left = of(add.left());
            Value right = of(add.right());
            if (left.channels() != right.channels()) {
                throw new IllegalArgumentException("channels: %d and %d channels are added to each other"
                        .formatted(left.channels(), right.channels()));
            }
            operations.add(new Add(put(add.output(), left.channels()), left, right));
        }

        @Override
        public void upsample(Upsample upsample) {
            Value input = of(upsample.input());
            operations.add(new Upsample(put(upsample.output(), input.channels()), input, upsample.factor()));
        }

        @Override
        public void maxPool(MaxPool pool) {
            Value input = of(pool.input());
            operations.add(new MaxPool(put(pool.output(), input.channels()), input, pool.kernel()));
        }
    }
}
