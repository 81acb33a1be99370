package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.ChannelPruning;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A custom architecture with every module and a level of stride 4: gradients, distillation and pruning. */
class TinyNetworkTest {
    private static final NetworkDescription NETWORK = TinyArchitecture.describe(2);
    private static final TrainOptions OPTIONS = TrainOptions.DEFAULT.withThreads(1);
    private static final TrainOptions FIXED = OPTIONS.withFixedStatistics(true);
    private static final TrainingBatch BATCH = RandomBatch.of(2, 64, 64);
    private static final Weights START = withStatisticsOf(InitialWeights.of(NETWORK, 3));

    /** Without objects the loss is smooth: no assignment depends on the weights. */
    @Test
    void gradientsOfEveryModuleAreDerivativesOfTheLoss() {
        Weights gradients;
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, FIXED)) {
            network.forwardBackward(BATCH);
            gradients = network.gradients();
        }
        double step = 1e-2;
        try (TrainableNetwork evaluated = TrainableNetworks.create(NETWORK, START, OPTIONS)) {
            for (String name : List.of(
                    "model.1.conv.weight",
                    "model.2.m.1.cv2.bn.weight",
                    "model.4.cv2.conv.weight",
                    "model.4.m.0.cv1.bn.bias",
                    "model.6.cv1.bn.weight",
                    "model.9.cv1.conv.weight",
                    "model.12.cv2.bn.weight",
                    "model.13.cv3.0.0.bn.weight",
                    "model.13.cv3.2.1.bn.bias")) {
                float[] gradient = floats(gradients, name);
                double square = 0;
                for (float value : gradient) {
                    square += (double) value * value;
                }
                float along = (float) (step / Math.sqrt(square));

                double rise =
                        loss(evaluated, moved(name, gradient, along)) - loss(evaluated, moved(name, gradient, -along));

                // The gradient is that of the loss times the images of the batch.
                assertThat(2 * rise / (2 * step))
                        .as(name)
                        .isCloseTo(Math.sqrt(square), within(0.05 * Math.sqrt(square)));
            }
        }
    }

    @Test
    void aTeacherThatIsTheStudentChangesNoGradient() {
        Teacher itself = new Teacher(TrainedNetwork.of(START), 1);

        Weights alone = gradients(Optional.empty());
        Weights taught = gradients(Optional.of(itself));

        for (WeightTensor expected : alone.tensors().values()) {
            float[] values = expected.toFloats();
            float[] found = floats(taught, expected.name());
            for (int i = 0; i < values.length; i++) {
                assertThat(found[i])
                        .as(expected.name())
                        .isCloseTo(values[i], within(1e-3f + 1e-3f * Math.abs(values[i])));
            }
        }
    }

    @Test
    void aStudentApproachesTheOutputsOfItsTeacher() {
        Weights other = withStatisticsOf(InitialWeights.of(NETWORK, 4));
        Teacher teacher = new Teacher(TrainedNetwork.of(raisedClasses(other)), 1000);
        TrainOptions options = FIXED.with(OptimizerKind.ADAMW);
        HeadOutputs wanted = heads(teacher.network().weights());
        try (InspectableNetwork student = TrainableNetworks.inspect(NETWORK, START, options, Optional.of(teacher))) {
            double before = distance(student.heads(BATCH), wanted);
            for (int i = 0; i < 60; i++) {
                student.forwardBackward(BATCH);
                student.step(new OptimizerStep(0.02, 0.02, 0.02, 0.9, 0, 0));
            }
            assertThat(distance(student.heads(BATCH), wanted)).isLessThan(0.6 * before);
        }
    }

    @Test
    void aTeacherWithOtherLevelsOrClassesIsRejected() {
        NetworkDescription coarse = Architectures.describe("yolov8n", 2);
        Teacher teacher = new Teacher(TrainedNetwork.of(InitialWeights.of(coarse, 1)), 1);
        Teacher three = new Teacher(TrainedNetwork.of(InitialWeights.of(TinyArchitecture.describe(3), 1)), 1);

        assertThatThrownBy(() -> TrainableNetworks.create(NETWORK, START, OPTIONS, Optional.of(teacher)))
                .hasMessageContaining("strides [8, 16, 32], the network [4, 8, 16]");
        assertThatThrownBy(() -> TrainableNetworks.create(NETWORK, START, OPTIONS, Optional.of(three)))
                .hasMessageContaining("3 classes, the network 2");
    }

    /** Channels whose scale and shift are 0 carry nothing, so that without them the network computes the same. */
    @Test
    void aNetworkPrunedOfChannelsThatCarryNothingComputesTheSame() {
        Set<String> norms = NETWORK.convolutions().stream()
                .filter(ConvolutionLayer::normalised)
                .flatMap(
                        layer -> List.of(layer.normWeight().name(), layer.bias().name()).stream())
                .collect(Collectors.toSet());
        Weights half = changed(START, (name, values) -> {
            for (int i = 1; norms.contains(name) && i < values.length; i += 2) {
                values[i] = 0;
            }
        });

        TrainedNetwork pruned = TrainedNetwork.of(ChannelPruning.prune(NETWORK, half, 0.5));

        assertThat(pruned.description().parameters()).isLessThan(NETWORK.parameters() / 2);
        HeadOutputs whole = heads(half);
        HeadOutputs small;
        try (InspectableNetwork network = TrainableNetworks.inspect(pruned.description(), pruned.weights(), OPTIONS)) {
            small = network.heads(BATCH);
            network.forwardBackward(BATCH);
            network.step(new OptimizerStep(0.01, 0.01, 0.01, 0.9, 0, 0));
        }
        assertThat(distance(small, whole)).isLessThan(1e-4);
    }

    private static Weights gradients(Optional<Teacher> teacher) {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, FIXED, teacher)) {
            network.forwardBackward(BATCH);
            return network.gradients();
        }
    }

    private static HeadOutputs heads(Weights weights) {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, weights, OPTIONS)) {
            return network.heads(BATCH);
        }
    }

    /** Mean difference of the class probabilities, and of the distributions over box sides. */
    private static double distance(HeadOutputs a, HeadOutputs b) {
        double sum = 0;
        for (int i = 0; i < a.logits().length; i++) {
            sum += Math.abs(sigmoid(a.logits()[i]) - sigmoid(b.logits()[i])) / a.logits().length;
        }
        double[] binsOfA = shares(a.bins());
        double[] binsOfB = shares(b.bins());
        for (int i = 0; i < binsOfA.length; i++) {
            sum += 16 * Math.abs(binsOfA[i] - binsOfB[i]) / binsOfA.length;
        }
        return sum;
    }

    /** The distribution over the 16 bins of each side. */
    private static double[] shares(float[] bins) {
        double[] shares = new double[bins.length];
        for (int side = 0; side < bins.length; side += 16) {
            double total = 0;
            for (int i = side; i < side + 16; i++) {
                shares[i] = Math.exp(bins[i]);
                total += shares[i];
            }
            for (int i = side; i < side + 16; i++) {
                shares[i] /= total;
            }
        }
        return shares;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** A teacher that is confident, so that its boxes count. */
    private static Weights raisedClasses(Weights weights) {
        return changed(weights, (name, values) -> {
            if (name.matches(".*cv3\\.\\d\\.2\\.bias")) {
                Arrays.fill(values, 1);
            }
        });
    }

    private static Weights moved(String name, float[] direction, float factor) {
        return changed(START, (tensor, values) -> {
            for (int i = 0; tensor.equals(name) && i < values.length; i++) {
                values[i] += factor * direction[i];
            }
        });
    }

    private static double loss(TrainableNetwork network, Weights weights) {
        network.restore(weights, weights, network.optimizerState());
        return network.evaluateLoss(BATCH).total();
    }

    /** Running statistics near those of the batch; with the initial ones activations would vanish. */
    private static Weights withStatisticsOf(Weights fresh) {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, fresh, OPTIONS)) {
            for (int i = 0; i < 50; i++) {
                network.forwardBackward(BATCH);
            }
            return network.weights();
        }
    }

    private static Weights changed(Weights start, BiConsumer<String, float[]> change) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (WeightTensor tensor : start.tensors().values()) {
            if (tensor.shape().length == 0) {
                tensors.add(tensor);
                continue;
            }
            float[] values = tensor.toFloats();
            change.accept(tensor.name(), values);
            tensors.add(WeightTensor.ofFloats(tensor.name(), tensor.shape(), values));
        }
        return new Weights(tensors, start.metadata());
    }

    private static float[] floats(Weights weights, String name) {
        return weights.tensor(name).orElseThrow().toFloats();
    }
}
