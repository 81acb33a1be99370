package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.golden.GoldenFiles;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Optimiser steps: a formula against the golden file, and a network's parameters against the formula. */
class GoldenStepsTest {
    private static final NetworkDescription NETWORK = Architectures.describe("yolov8n", 2);
    private static final Weights START = InitialWeights.of(NETWORK, 3);
    private static final double RATE = 0.01;
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 0.05;
    private static final double LARGEST_NORM = 10;

    /** A parameter of each group, with its decay. */
    private static final Map<String, Double> PARAMETERS = Map.of(
            "model.1.conv.weight", DECAY,
            "model.22.cv3.0.2.weight", DECAY,
            "model.1.bn.weight", 0.0,
            "model.1.bn.bias", 0.0,
            "model.22.cv3.0.2.bias", 0.0);

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void theFormulaGivesTheStepsOfTheGoldenFile(OptimizerKind kind) {
        JsonNode golden = GoldenFiles.json("optimizers.json");
        OptimizerFormula formula = new OptimizerFormula(kind, doubles(golden.get("start")));
        JsonNode gradients = golden.get("gradients");

        for (int step = 0; step < gradients.size(); step++) {
            double[] found = formula.step(
                    doubles(gradients.get(step)),
                    golden.get("rate").asDouble(),
                    golden.get("momentum").asDouble(),
                    golden.get("decay").asDouble());
            assertThat(found)
                    .as("step %d", step)
                    .containsExactly(
                            doubles(golden.get("after").get(kind.name()).get(step)), within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void aNetworkMovesItsParametersByTheFormula(OptimizerKind kind) {
        Map<String, OptimizerFormula> formulas = new HashMap<>();
        PARAMETERS.keySet().forEach(name -> formulas.put(name, new OptimizerFormula(kind, doubles(START, name))));
        try (InspectableNetwork network = TrainableNetworks.inspect(
                NETWORK, START, TrainOptions.DEFAULT.withThreads(1).with(kind))) {
            int steps = kind == OptimizerKind.RADAM ? 7 : 3; // RAdam divides by the variance from its sixth step on
            for (int step = 0; step < steps; step++) {
                network.forwardBackward(RandomBatch.small());
                Weights gradients = network.gradients();
                Weights before = network.weights();
                double share = Math.min(1, LARGEST_NORM / norm(gradients));

                network.step(new OptimizerStep(RATE, RATE, RATE, MOMENTUM, DECAY, 0.5));

                Weights after = network.weights();
                for (Map.Entry<String, Double> parameter : PARAMETERS.entrySet()) {
                    String name = parameter.getKey();
                    double[] clipped = scaled(doubles(gradients, name), share);
                    double[] expected = formulas.get(name).step(clipped, RATE, MOMENTUM, parameter.getValue());
                    assertMoved(doubles(before, name), doubles(after, name), expected, name + " in step " + step);
                }
            }
        }
    }

    /** Compares relative to the largest movement of the tensor. */
    private static void assertMoved(double[] before, double[] after, double[] expected, String place) {
        double largest = IntStream.range(0, before.length)
                .mapToDouble(i -> Math.abs(expected[i] - before[i]))
                .max()
                .orElseThrow();
        assertThat(largest).as("%s moves", place).isPositive();
        assertThat(after).as(place).containsExactly(expected, within(2e-3 * largest));
    }

    private static double norm(Weights gradients) {
        double sum = 0;
        for (WeightTensor gradient : gradients.tensors().values()) {
            for (float value : gradient.toFloats()) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    private static double[] scaled(double[] values, double factor) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> factor * values[i])
                .toArray();
    }

    private static double[] doubles(Weights weights, String name) {
        float[] floats = weights.tensor(name).orElseThrow().toFloats();
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    private static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
