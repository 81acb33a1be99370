package io.nerest.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.network.InspectableNetwork;
import io.nerest.training.network.LossComponents;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.network.TrainOptions;
import io.nerest.training.network.TrainableNetworks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the network in training mode: loss and gradients of a batch, and six steps of each optimiser. */
final class TrainingParity {
    private static final int STEPS = 6;

    private TrainingParity() {}

    /** Checks one forward and backward pass; updates the network's running statistics. */
    static List<Check> pass(GoldenFolder golden, InspectableNetwork network) throws IOException {
        JsonNode expected = golden.json("train_step.json");
        LossComponents losses = network.forwardBackward(golden.batch());
        LargestDifference parts = new LargestDifference();
        parts.relative(losses.box(), expected.get("box").asDouble(), "box");
        parts.relative(losses.cls(), expected.get("cls").asDouble(), "cls");
        parts.relative(losses.dfl(), expected.get("dfl").asDouble(), "dfl");
        parts.relative(
                losses.total() * GoldenFolder.FRAMES, expected.get("loss_sum").asDouble(), "sum times batch");
        List<Check> checks = new ArrayList<>();
        checks.add(parts.check("training loss, parts and sum, relative", 1e-4));

        Weights gradients = network.gradients();
        checks.add(norms(gradients, expected.get("grad_norm"), "gradient norms, relative", 1e-3));
        LargestDifference whole = new LargestDifference();
        for (WeightTensor tensor : SafetensorsFile.read(golden.file("train_grads_some.safetensors"))
                .tensors()
                .values()) {
            whole.relativeToLargest(floats(gradients, tensor.name()), tensor.toFloats(), tensor.name());
        }
        checks.add(whole.check("gradients in full, relative to their largest", 1e-3));
        Weights state = network.weights();
        checks.add(norms(state, expected.get("running_mean_norm"), "running means after it, relative", 1e-4));
        checks.add(norms(state, expected.get("running_var_norm"), "running variances after it, relative", 1e-4));
        return checks;
    }

    static List<Check> steps(GoldenFolder golden, TrainedNetwork model, OptimizerKind kind, TrainOptions options)
            throws IOException {
        boolean sgd = kind == OptimizerKind.SGD;
        String name = sgd ? "SGD" : "AdamW";
        JsonNode expected = golden.json("optimizers.json").get(name);
        LargestDifference losses = new LargestDifference();
        LargestDifference gradientNorms = new LargestDifference();
        try (InspectableNetwork network =
                TrainableNetworks.inspect(model.description(), model.weights(), options.with(kind))) {
            TrainingBatch batch = golden.batch();
            for (int step = 0; step < STEPS; step++) {
                LossComponents found = network.forwardBackward(batch);
                JsonNode wanted = expected.get("losses_box_cls_dfl").get(step);
                String place = "step " + step;
                losses.relative(found.box(), wanted.get(0).asDouble(), place + " box");
                losses.relative(found.cls(), wanted.get(1).asDouble(), place + " cls");
                losses.relative(found.dfl(), wanted.get(2).asDouble(), place + " dfl");
                double rate = sgd ? 0.01 : 0.002;
                double decay = 0.9999 * (1 - Math.exp(-(step + 1) / 2000.0));
                float norm = network.step(new OptimizerStep(rate, rate, rate, sgd ? 0.937 : 0.9, 5e-4, decay));
                gradientNorms.relative(
                        norm, expected.get("grad_norm_before_clip").get(step).asDouble(), place);
            }
            String steps = name + ", " + STEPS + " steps: ";
            return List.of(
                    losses.check(steps + "losses, relative", 1e-3),
                    gradientNorms.check(steps + "gradient norm before clipping, relative", 1e-2),
                    norms(network.weights(), expected.get("param_norm"), steps + "norms of the state, relative", 1e-4),
                    norms(network.emaWeights(), expected.get("ema_norm"), steps + "norms of its EMA, relative", 1e-4));
        }
    }

    private static Check norms(Weights actual, JsonNode expected, String name, double limit) {
        LargestDifference largest = new LargestDifference();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            largest.relative(
                    LargestDifference.norm(floats(actual, entry.getKey())),
                    entry.getValue().asDouble(),
                    entry.getKey());
        }
        return largest.check(name + " (" + expected.size() + " tensors)", limit);
    }

    private static float[] floats(Weights weights, String name) {
        return weights.tensor(name).map(WeightTensor::toFloats).orElse(new float[] {Float.NaN});
    }
}
