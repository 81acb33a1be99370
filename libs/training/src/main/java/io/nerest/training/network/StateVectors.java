package io.nerest.training.network;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.torchscript.ChannelsLast;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.torchscript.StateLayout;
import io.nerest.training.torchscript.StateLayout.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The state of a network as the five vectors of its {@link StateLayout}. */
@SuppressWarnings("ArrayRecordComponent")
record StateVectors(float[] weights, float[] norms, float[] biases, float[] means, float[] variances) {

    /**
     * Packs tensors, by Ultralytics' names, into vectors.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    static StateVectors of(Weights weights, StateLayout layout) {
        StateVectors vectors = new StateVectors(
                new float[layout.weights()],
                new float[layout.norms()],
                new float[layout.biases()],
                new float[layout.norms()],
                new float[layout.norms()]);
        for (Slot slot : layout.slots()) {
            ConvolutionLayer layer = slot.layer();
            put(
                    ChannelsLast.fromContiguous(
                            floats(weights, layer.weight()), layer.weight().shape()),
                    vectors.weights,
                    slot.weight());
            put(floats(weights, layer.bias()), vectors.biases, slot.bias());
            if (layer.normalised()) {
                put(floats(weights, layer.normWeight()), vectors.norms, slot.norm());
                put(floats(weights, layer.runningMean()), vectors.means, slot.norm());
                put(floats(weights, layer.runningVariance()), vectors.variances, slot.norm());
            }
        }
        return vectors;
    }

    /** Returns the tensors by Ultralytics' names, including buffers, counters and the bins of the head. */
    Weights toWeights(
            NetworkDescription network,
            StateLayout layout,
            ToLongFunction<Slot> batchesSeen,
            Map<String, String> metadata) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (Slot slot : layout.slots()) {
            ConvolutionLayer layer = slot.layer();
            tensors.add(weight(slot, weights, ""));
            if (layer.normalised()) {
                tensors.add(part(layer.normWeight(), norms, slot.norm(), ""));
                tensors.add(part(layer.bias(), biases, slot.bias(), ""));
                tensors.add(part(layer.runningMean(), means, slot.norm(), ""));
                tensors.add(part(layer.runningVariance(), variances, slot.norm(), ""));
                tensors.add(counter(layer.batchesSeen(), batchesSeen.applyAsLong(slot)));
            } else {
                tensors.add(part(layer.bias(), biases, slot.bias(), ""));
            }
        }
        float[] bins = new float[network.head().bins()];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = i;
        }
        TensorSpec spec = network.head().binsTensor();
        tensors.add(WeightTensor.ofFloats(spec.name(), spec.shape(), bins));
        return new Weights(tensors, metadata);
    }

    static WeightTensor weight(Slot slot, float[] vector, String suffix) {
        TensorSpec spec = slot.layer().weight();
        float[] values = ChannelsLast.toContiguous(slice(spec, vector, slot.weight()), spec.shape());
        return WeightTensor.ofFloats(spec.name() + suffix, spec.shape(), values);
    }

    static WeightTensor part(TensorSpec spec, float[] vector, int offset, String suffix) {
        return WeightTensor.ofFloats(spec.name() + suffix, spec.shape(), slice(spec, vector, offset));
    }

    private static float[] slice(TensorSpec spec, float[] vector, int offset) {
        return Arrays.copyOfRange(vector, offset, offset + Math.toIntExact(spec.elements()));
    }

    static float[] floats(Weights weights, TensorSpec spec) {
        return floats(weights, spec.name(), spec.shape());
    }

    static float[] floats(Weights weights, String name, long[] shape) {
        WeightTensor tensor = weights.tensor(name)
                .orElseThrow(() -> new IllegalArgumentException("the weights lack tensor '" + name + "'"));
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("tensor '%s' has shape %s, but the network needs %s"
                    .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
        }
        return tensor.toFloats();
    }

    private static WeightTensor counter(TensorSpec spec, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new WeightTensor(
                spec.name(), TensorType.I64, new long[0], bytes.putLong(value).flip());
    }

    private static void put(float[] values, float[] vector, int offset) {
        System.arraycopy(values, 0, vector, offset, values.length);
    }
}
