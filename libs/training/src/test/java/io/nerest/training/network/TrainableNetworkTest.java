package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainableNetworkTest {
    private static final NetworkDescription NETWORK = Architectures.describe("yolov8n", 2);
    private static final Weights START = InitialWeights.of(NETWORK, 3);
    private static final TrainOptions OPTIONS = TrainOptions.DEFAULT.withThreads(1);
    private static final OptimizerStep STEP = new OptimizerStep(0.01, 0.01, 0.01, 0.9, 5e-4, 0.5);
    private static final String EARLY = "model.1.conv.weight";
    private static final String LATE = "model.22.cv3.0.2.weight";

    @ParameterizedTest
    @EnumSource(
            value = OptimizerKind.class,
            names = {"SGD", "ADAMW"})
    void aStepMovesEveryParameterAndTheAverageFollowsHalfWay(OptimizerKind kind) {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, OPTIONS.with(kind))) {
            network.forwardBackward(RandomBatch.small());
            Weights gradients = network.gradients();

            network.step(STEP);

            Weights after = network.weights();
            Weights average = network.emaWeights();
            gradients.tensors().forEach((name, gradient) -> {
                float[] before = floats(START, name);
                float[] now = floats(after, name);
                // No object of the batch is seen by the coarser levels, whose box branches so have nothing to learn.
                if (!name.startsWith("model.22.cv2.1") && !name.startsWith("model.22.cv2.2")) {
                    assertThat(now).as(name).isNotEqualTo(before);
                }
                float[] middle = floats(average, name);
                for (int i = 0; i < now.length; i += 1 + now.length / 20) {
                    assertThat(middle[i]).as(name).isCloseTo((before[i] + now[i]) / 2, within(1e-6f));
                }
            });
            String mean = "model.0.bn.running_mean";
            assertThat(floats(after, mean)).isNotEqualTo(floats(START, mean));
            assertThat(floats(average, mean)[0]).isCloseTo(floats(after, mean)[0] / 2, within(1e-6f));
            assertThat(floats(after, "model.0.bn.num_batches_tracked")).containsExactly(1);
            assertThat(floats(average, "model.0.bn.num_batches_tracked")).containsExactly(0);
        }
    }

    @Test
    void trainingOnOneBatchReducesItsLoss() {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS.with(OptimizerKind.ADAMW))) {
            TrainingBatch batch = RandomBatch.small();
            float first = network.forwardBackward(batch).total();
            network.step(STEP);
            float last = first;
            for (int i = 0; i < 15; i++) {
                last = network.forwardBackward(batch).total();
                network.step(new OptimizerStep(0.001, 0.001, 0.001, 0.9, 0, 0.5));
            }

            assertThat(last).isLessThan(0.8f * first);
        }
    }

    @Test
    void frozenLayersAndTheirStatisticsDoNotChange() {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, OPTIONS.withFreeze(10))) {
            network.forwardBackward(RandomBatch.small());
            assertThat(network.gradients().tensor("model.9.cv2.conv.weight")).isEmpty();
            assertThat(network.gradients().tensor("model.12.cv1.conv.weight")).isPresent();

            network.step(STEP);

            Weights after = network.weights();
            START.tensors().forEach((name, tensor) -> {
                int layer = Integer.parseInt(name.substring("model.".length(), name.indexOf('.', 6)));
                if (layer < 10) {
                    assertThat(after.tensor(name).orElseThrow().toFloats())
                            .as(name)
                            .isEqualTo(tensor.toFloats());
                }
            });
            assertThat(floats(after, LATE)).isNotEqualTo(floats(START, LATE));
            assertThat(floats(after, "model.12.cv1.bn.running_mean"))
                    .isNotEqualTo(floats(START, "model.12.cv1.bn.running_mean"));
        }
    }

    @Test
    void fixedStatisticsNormaliseAsTheEvaluationDoesAndDoNotChange() {
        TrainingBatch batch = RandomBatch.small();
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS.withFixedStatistics(true))) {
            LossComponents evaluated = network.evaluateLoss(batch);

            LossComponents trained = network.forwardBackward(batch);
            network.step(STEP);

            assertThat(trained.total()).isCloseTo(evaluated.total(), within(1e-3f * evaluated.total()));
            Weights after = network.weights();
            for (String name : List.of("bn.running_mean", "bn.running_var", "bn.num_batches_tracked")) {
                String tensor = "model.12.cv1." + name;
                assertThat(floats(after, tensor)).as(tensor).isEqualTo(floats(START, tensor));
            }
            assertThat(floats(after, EARLY)).isNotEqualTo(floats(START, EARLY));
            assertThat(floats(after, LATE)).isNotEqualTo(floats(START, LATE));
        }
    }

    /** Without objects the loss is smooth: no assignment depends on the weights. */
    @Test
    void withFixedStatisticsGradientsAreDerivativesOfTheLoss() {
        TrainingBatch batch = RandomBatch.of(2, 64, 64);
        Weights start = withStatisticsOf(batch);
        Weights gradients;
        try (InspectableNetwork network =
                TrainableNetworks.inspect(NETWORK, start, OPTIONS.withFixedStatistics(true))) {
            network.forwardBackward(batch);
            gradients = network.gradients();
        }
        double step = 1e-2;
        try (TrainableNetwork evaluated = TrainableNetworks.create(NETWORK, start, OPTIONS)) {
            for (String name : List.of("model.2.cv1.bn.weight", "model.12.cv2.bn.bias", "model.15.cv1.conv.weight")) {
                float[] gradient = floats(gradients, name);
                double square = 0;
                for (float value : gradient) {
                    square += (double) value * value;
                }
                float along = (float) (step / Math.sqrt(square));

                double rise = loss(evaluated, moved(start, name, gradient, along), batch)
                        - loss(evaluated, moved(start, name, gradient, -along), batch);

                // The gradient is that of the loss times the images of the batch.
                double slope = 2 * rise / (2 * step);
                assertThat(slope).as(name).isCloseTo(Math.sqrt(square), Offset.offset(0.05 * Math.sqrt(square)));
            }
        }
    }

    /** Fresh weights with running statistics near those of a batch; with the initial ones activations would vanish. */
    private static Weights withStatisticsOf(TrainingBatch batch) {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS)) {
            for (int i = 0; i < 100; i++) {
                network.forwardBackward(batch);
            }
            return network.weights();
        }
    }

    private static Weights moved(Weights start, String name, float[] direction, float factor) {
        return changed(start, name, values -> {
            for (int i = 0; i < values.length; i++) {
                values[i] += factor * direction[i];
            }
            return values;
        });
    }

    private static double loss(TrainableNetwork network, Weights weights, TrainingBatch batch) {
        network.restore(weights, weights, network.optimizerState());
        return network.evaluateLoss(batch).total();
    }

    @Test
    void gradientsAccumulateUntilAStep() {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, OPTIONS)) {
            network.forwardBackward(RandomBatch.small());
            float[] once = floats(network.gradients(), EARLY);
            network.forwardBackward(RandomBatch.small());
            float[] twice = floats(network.gradients(), EARLY);

            assertThat(distance(twice, scaled(once, 2))).isLessThan(1e-4 * norm(twice));

            network.step(STEP);
            assertThat(norm(floats(network.gradients(), EARLY))).isZero();
        }
    }

    @Test
    void gradientsAreClippedToANormOfTen() {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, OPTIONS)) {
            network.forwardBackward(RandomBatch.small());
            double whole = 0;
            for (WeightTensor gradient : network.gradients().tensors().values()) {
                whole += Math.pow(norm(gradient.toFloats()), 2);
            }
            assertThat(whole).as("the test needs a gradient to clip").isGreaterThan(100);

            float reported = network.step(new OptimizerStep(1, 1, 1, 0, 0, 0.5));

            assertThat((double) reported).isCloseTo(Math.sqrt(whole), within(1e-3 * Math.sqrt(whole)));
            double moved = 0;
            Weights after = network.weights();
            for (String name : network.gradients().tensors().keySet()) {
                moved += Math.pow(distance(floats(after, name), floats(START, name)), 2);
            }
            assertThat(Math.sqrt(moved)).isCloseTo(10, within(0.01));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OptimizerKind.class,
            names = {"SGD", "ADAMW"})
    void weightDecayFallsOnConvolutionWeightsAlone(OptimizerKind kind) {
        Weights plain = afterStep(kind, 0);
        Weights decayed = afterStep(kind, 0.5);

        for (String name : List.of(EARLY, LATE)) {
            assertThat(floats(decayed, name)).as(name).isNotEqualTo(floats(plain, name));
        }
        for (String name : List.of("model.1.bn.weight", "model.1.bn.bias", "model.22.cv2.0.2.bias")) {
            assertThat(floats(decayed, name)).as(name).isEqualTo(floats(plain, name));
        }
    }

    @Test
    void eachParameterGroupHasItsOwnLearningRate() {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS)) {
            network.forwardBackward(RandomBatch.small());
            network.step(new OptimizerStep(0, 0, 0.1, 0.9, 0, 0.5));

            Weights after = network.weights();
            assertThat(floats(after, EARLY)).isEqualTo(floats(START, EARLY));
            assertThat(floats(after, "model.1.bn.weight")).isEqualTo(floats(START, "model.1.bn.weight"));
            assertThat(floats(after, "model.1.bn.bias")).isNotEqualTo(floats(START, "model.1.bn.bias"));
        }
    }

    @Test
    void bfloat16StaysCloseToFloat32() {
        TrainingBatch batch = RandomBatch.small();
        try (InspectableNetwork exact = TrainableNetworks.inspect(NETWORK, START, OPTIONS);
                InspectableNetwork fast = TrainableNetworks.inspect(NETWORK, START, OPTIONS.withBf16(true))) {
            LossComponents expected = exact.forwardBackward(batch);
            LossComponents found = fast.forwardBackward(batch);

            assertThat(found.box()).isCloseTo(expected.box(), relative(expected.box(), 0.03f));
            assertThat(found.cls()).isCloseTo(expected.cls(), relative(expected.cls(), 0.03f));
            assertThat(found.dfl()).isCloseTo(expected.dfl(), relative(expected.dfl(), 0.03f));
            float[] a = floats(exact.gradients(), LATE);
            float[] b = floats(fast.gradients(), LATE);
            assertThat(cosine(a, b)).isGreaterThan(0.98);
            assertThat(floats(fast.weights(), EARLY)).as("master weights").isEqualTo(floats(START, EARLY));
        }
    }

    @Test
    void aBatchWithoutObjectsTrainsAsBackground() {
        try (InspectableNetwork network = TrainableNetworks.inspect(NETWORK, START, OPTIONS)) {
            LossComponents losses = network.forwardBackward(RandomBatch.of(2, 64, 64));

            assertThat(losses.box()).isZero();
            assertThat(losses.dfl()).isZero();
            assertThat(losses.cls()).isPositive();
            assertThat(norm(floats(network.gradients(), EARLY))).isPositive().isFinite();
        }
    }

    @Test
    void aNanLossIsReturnedToTheCaller() {
        Weights broken = changed(START, EARLY, values -> {
            float[] result = values.clone();
            Arrays.fill(result, Float.NaN);
            return result;
        });
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, broken, OPTIONS)) {
            assertThat(network.forwardBackward(RandomBatch.small()).finite()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OptimizerKind.class,
            names = {"SGD", "ADAMW", "NADAM"})
    void aRestoredNetworkContinuesAsIfUninterrupted(OptimizerKind kind) {
        TrainingBatch batch = RandomBatch.small();
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS.with(kind));
                TrainableNetwork other = TrainableNetworks.create(NETWORK, START, OPTIONS.with(kind))) {
            for (int i = 0; i < 2; i++) {
                network.forwardBackward(batch);
                network.step(STEP);
            }
            other.restore(network.weights(), network.emaWeights(), network.optimizerState());
            for (TrainableNetwork each : List.of(network, other)) {
                each.forwardBackward(batch);
                each.step(STEP);
            }

            assertSame(other.weights(), network.weights());
            assertSame(other.emaWeights(), network.emaWeights());
            assertSame(
                    other.optimizerState().moments(), network.optimizerState().moments());
            assertThat(other.optimizerState().steps()).isEqualTo(3);
        }
    }

    @Test
    void aStateOfAnotherOptimizerIsRejected() {
        try (TrainableNetwork sgd = TrainableNetworks.create(NETWORK, START, OPTIONS);
                TrainableNetwork adamw = TrainableNetworks.create(NETWORK, START, OPTIONS.with(OptimizerKind.ADAMW))) {
            OptimizerState state = sgd.optimizerState();

            assertThatThrownBy(() -> adamw.restore(START, START, state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SGD");
        }
    }

    @Test
    void evaluationChangesNoStateAndAcceptsRectangles() {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS)) {
            TrainingBatch batch = RandomBatch.of(1, 64, 96, 0, 1, 0.5f, 0.5f, 0.4f, 0.4f);

            Evaluation evaluation = network.evaluate(batch);

            assertThat(evaluation.anchors()).isEqualTo(8 * 12 + 4 * 6 + 2 * 3);
            assertThat(evaluation.predictions().remaining()).isEqualTo(6 * evaluation.anchors());
            assertThat(evaluation.losses()).isEqualTo(network.evaluateLoss(batch));
            assertThat(evaluation.losses().finite()).isTrue();
            assertSame(network.weights(), START);
        }
    }

    @Test
    void weightsWithoutATensorAreRejectedByItsName() {
        List<WeightTensor> some = new ArrayList<>(START.tensors().values());
        some.removeIf(tensor -> tensor.name().equals(EARLY));
        Weights incomplete = new Weights(some, Map.of());

        assertThatThrownBy(() -> TrainableNetworks.create(NETWORK, incomplete, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(EARLY);
    }

    @Test
    void freezingAllLayersIsRejected() {
        assertThatThrownBy(() -> TrainableNetworks.create(NETWORK, START, OPTIONS.withFreeze(23)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("freeze=23");
    }

    private static Weights afterStep(OptimizerKind kind, double decay) {
        try (TrainableNetwork network = TrainableNetworks.create(NETWORK, START, OPTIONS.with(kind))) {
            network.forwardBackward(RandomBatch.small());
            network.step(new OptimizerStep(0.01, 0.01, 0.01, 0.9, decay, 0.5));
            return network.weights();
        }
    }

    private static void assertSame(Weights actual, Weights expected) {
        assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
        expected.tensors()
                .forEach((name, tensor) ->
                        assertThat(floats(actual, name)).as(name).isEqualTo(tensor.toFloats()));
    }

    private static Weights changed(Weights weights, String name, UnaryOperator<float[]> change) {
        List<WeightTensor> tensors = weights.tensors().values().stream()
                .map(tensor -> tensor.name().equals(name)
                        ? WeightTensor.ofFloats(name, tensor.shape(), change.apply(tensor.toFloats()))
                        : tensor)
                .toList();
        return new Weights(tensors, weights.metadata());
    }

    private static float[] floats(Weights weights, String name) {
        return weights.tensor(name).orElseThrow().toFloats();
    }

    private static Offset<Float> relative(float value, float share) {
        return within(Math.abs(value) * share);
    }

    private static float[] scaled(float[] values, float factor) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    private static double norm(float[] values) {
        return Math.sqrt(dot(values, values));
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / norm(a) / norm(b);
    }

    private static double distance(float[] a, float[] b) {
        float[] difference = a.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= b[i];
        }
        return norm(difference);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
