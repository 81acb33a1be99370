package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Structured pruning: removes the output channels whose BatchNorm scale is smallest (Liu et al., Learning efficient
 * convolutional networks through network slimming, arXiv 1708.06519), everywhere the same share. Channels that are added to
 * each other are removed together, by the mean of their scales. The kept channels have exactly the weights they had.
 */
public final class ChannelPruning {
    /** Kept channels are rounded up to a multiple of this, which processors compute faster. */
    private static final int MULTIPLE = 4;

    private final NetworkDescription network;
    private final Weights weights;
    private final ChannelGroups groups;
    private final Map<Value, List<Integer>> parts;

    private ChannelPruning(NetworkDescription network, Weights weights) {
        this.network = network;
        this.weights = weights;
        this.groups = new ChannelGroups(network);
        this.parts = ChannelWidths.parts(network);
    }

    /**
     * Returns the weights of the pruned network, with its architecture file in their metadata.
     *
     * @param ratio share of the channels to remove, above 0 and at most 0.9
     * @throws IllegalArgumentException if the ratio is outside of its range, or so small that nothing is removed
     */
    public static Weights prune(NetworkDescription network, Weights weights, double ratio) {
        if (!(ratio > 0 && ratio <= 0.9)) {
            throw new IllegalArgumentException("ratio=" + ratio + ": must be above 0 and at most 0.9");
        }
        return new ChannelPruning(network, weights).run(ratio);
    }

    /** A part of a convolution's output: channels from first to end. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(ConvolutionLayer layer, int first, int[] roots) {}

    private Weights run(double ratio) {
        List<Part> all = new ArrayList<>();
        for (Operation operation : network.operations()) {
            if (operation instanceof Convolution convolution
                    && convolution.layer().normalised()) {
                int[] channels = groups.of(convolution.output());
                List<Integer> places = Objects.requireNonNull(parts.get(convolution.output()));
                for (int i = 0; i + 1 < places.size(); i++) {
                    int[] roots = Arrays.stream(channels, places.get(i), places.get(i + 1))
                            .map(groups::root)
                            .toArray();
                    all.add(new Part(convolution.layer(), places.get(i), roots));
                }
            }
        }
        Set<Integer> removed = removed(all, scores(all), ratio);
        if (removed.isEmpty()) {
            throw new IllegalArgumentException(
                    "ratio=%s removes nothing, since channels are kept in multiples of %d".formatted(ratio, MULTIPLE));
        }
        Map<String, List<Integer>> channels = new TreeMap<>();
        for (Part part : all) {
            int kept = (int) Arrays.stream(part.roots)
                    .filter(root -> !removed.contains(root))
                    .count();
            channels.computeIfAbsent(part.layer.name(), name -> new ArrayList<>())
                    .add(kept);
        }
        return pruned(removed, channels);
    }

    /** The mean scale of each group's members. */
    private Map<Integer, Double> scores(List<Part> all) {
        Map<Integer, double[]> sums = new HashMap<>();
        for (Part part : all) {
            float[] scale = floats(part.layer.normWeight());
            for (int i = 0; i < part.roots.length; i++) {
                double[] sum = sums.computeIfAbsent(part.roots[i], root -> new double[2]);
                sum[0] += Math.abs(scale[part.first + i]);
                sum[1]++;
            }
        }
        Map<Integer, Double> scores = new HashMap<>();
        sums.forEach((root, sum) -> scores.put(root, sum[0] / sum[1]));
        return scores;
    }

    /** Parts with the same groups are one set of channels, of which the weakest are removed. */
    private static Set<Integer> removed(List<Part> all, Map<Integer, Double> scores, double ratio) {
        Set<Set<Integer>> sets = new HashSet<>();
        for (Part part : all) {
            Set<Integer> set = new HashSet<>();
            Arrays.stream(part.roots).forEach(set::add);
            sets.add(set);
        }
        Set<Integer> removed = new HashSet<>();
        for (Set<Integer> set : sets) {
            int kept = (int) Math.ceil(set.size() * (1 - ratio) / MULTIPLE - 1e-9) * MULTIPLE;
            set.stream()
                    .sorted(Comparator.<Integer>comparingDouble(root -> scores.getOrDefault(root, 0.0))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(Math.max(0, set.size() - kept))
                    .forEach(removed::add);
        }
        return removed;
    }

    private Weights pruned(Set<Integer> removed, Map<String, List<Integer>> channels) {
        String base = network.definition().isEmpty() ? ArchitectureText.of(network.name()) : network.definition();
        String definition = ArchitectureText.withChannels(base, channels);
        String name = network.name().endsWith("-pruned") ? network.name() : network.name() + "-pruned";
        Map<String, String> metadata = new HashMap<>(weights.metadata());
        metadata.put(WeightsMetadata.ARCHITECTURE, name);
        metadata.put(WeightsMetadata.DEFINITION, definition);

        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Operation operation : network.operations()) {
            if (operation instanceof Convolution convolution) {
                ConvolutionLayer layer = convolution.layer();
                int[] inputs = kept(convolution.input(), removed);
                int[] outputs = layer.normalised()
                        ? kept(convolution.output(), removed)
                        : all(convolution.output().channels());
                for (TensorSpec spec : layer.tensors()) {
                    WeightTensor tensor = weights.tensor(spec.name()).orElseThrow();
                    tensors.put(spec.name(), part(spec, tensor, outputs, inputs));
                }
            }
        }
        List<WeightTensor> ordered = new ArrayList<>();
        for (TensorSpec spec : network.tensors()) {
            WeightTensor tensor = tensors.get(spec.name());
            ordered.add(tensor == null ? weights.tensor(spec.name()).orElseThrow() : tensor);
        }
        return new Weights(ordered, metadata);
    }

    private int[] kept(Value value, Set<Integer> removed) {
        int[] channels = groups.of(value);
        return IntStream.range(0, channels.length)
                .filter(i -> !removed.contains(groups.root(channels[i])))
                .toArray();
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static WeightTensor part(TensorSpec spec, WeightTensor tensor, int[] outputs, int[] inputs) {
        long[] shape = spec.shape();
        if (shape.length == 0) {
            return tensor;
        }
        float[] values = tensor.toFloats();
        if (shape.length == 1) {
            float[] picked = new float[outputs.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = values[outputs[i]];
            }
            return WeightTensor.ofFloats(spec.name(), new long[] {outputs.length}, picked);
        }
        int area = Math.toIntExact(shape[2] * shape[3]);
        int stored = Math.toIntExact(shape[1]);
        float[] picked = new float[outputs.length * inputs.length * area];
        int place = 0;
        for (int output : outputs) {
            for (int input : inputs) {
                System.arraycopy(values, (output * stored + input) * area, picked, place, area);
                place += area;
            }
        }
        return WeightTensor.ofFloats(
                spec.name(), new long[] {outputs.length, inputs.length, shape[2], shape[3]}, picked);
    }

    private float[] floats(TensorSpec spec) {
        return weights.tensor(spec.name()).orElseThrow().toFloats();
    }
}
