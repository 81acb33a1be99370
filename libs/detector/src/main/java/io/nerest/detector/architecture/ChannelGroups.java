package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Operation.Add;
import io.nerest.detector.architecture.Operation.Concat;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Operation.MaxPool;
import io.nerest.detector.architecture.Operation.Slice;
import io.nerest.detector.architecture.Operation.Upsample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which channels of a network can only be removed together: the outputs of two convolutions that are added to each other share
 * their channels. Each channel that a convolution produces has a number; channels of one group have the same {@link #root}.
 */
final class ChannelGroups {
    private final Map<Value, int[]> channels = new HashMap<>();
    private int[] parents = new int[1024];
    private int count;

    ChannelGroups(NetworkDescription network) {
        channels.put(network.input(), fresh(network.input().channels()));
        Tracing tracing = new Tracing();
        network.operations().forEach(operation -> operation.accept(tracing));
    }

    /** Returns the numbers of a value's channels. */
    int[] of(Value value) {
        return Objects.requireNonNull(channels.get(value)).clone();
    }

    /** Returns the number of a channel's group. */
    int root(int channel) {
        int root = channel;
        while (parents[root] != root) {
            root = parents[root];
        }
        return root;
    }

    private int[] fresh(int width) {
        int[] numbers = new int[width];
        while (count + width > parents.length) {
            parents = Arrays.copyOf(parents, 2 * parents.length);
        }
        for (int i = 0; i < width; i++) {
            parents[count] = count;
            numbers[i] = count++;
        }
        return numbers;
    }

    private final class Tracing implements Operation.Visitor {
        private int[] in(Value value) {
            return Objects.requireNonNull(channels.get(value));
        }

        @Override
        public void convolution(Convolution convolution) {
            channels.put(convolution.output(), fresh(convolution.output().channels()));
        }

        @Override
        public void concat(Concat concat) {
            channels.put(
                    concat.output(),
                    concat.inputs().stream()
                            .flatMapToInt(value -> Arrays.stream(in(value)))
                            .toArray());
        }

        @Override
        public void slice(Slice slice) {
            int first = slice.firstChannel();
            channels.put(
                    slice.output(),
                    Arrays.copyOfRange(
                            in(slice.input()), first, first + slice.output().channels()));
        }

        @Override
        public void add(Add add) {
            int[] left = in(add.left());
            int[] right = in(add.right());
            for (int i = 0; i < left.length; i++) {
                parents[root(right[i])] = root(left[i]);
            }
            channels.put(add.output(), left);
        }

        @Override
        public void upsample(Upsample upsample) {
            channels.put(upsample.output(), in(upsample.input()));
        }

        @Override
        public void maxPool(MaxPool maxPool) {
            channels.put(maxPool.output(), in(maxPool.input()));
        }
    }
}
