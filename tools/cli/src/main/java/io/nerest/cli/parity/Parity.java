package io.nerest.cli.parity;

import io.nerest.detector.model.TrainedNetwork;
import io.nerest.training.network.InspectableNetwork;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.TrainOptions;
import io.nerest.training.network.TrainableNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Compares this detector with a reference on known inputs, in float32 on the CPU. */
final class Parity {
    private Parity() {}

    /** Runs every check and reports each result immediately. */
    static void run(Path folder, Consumer<Check> shown) throws IOException {
        GoldenFolder golden = new GoldenFolder(folder);
        // One thread sums in a fixed order, so that the results are reproducible.
        TrainOptions options = TrainOptions.DEFAULT.withThreads(1);
        WeightsParity.checks(golden).forEach(shown);
        TrainedNetwork model = TrainedNetwork.read(golden.file("yolov8n_fish.pt"));
        try (InspectableNetwork network = TrainableNetworks.inspect(model.description(), model.weights(), options)) {
            PredictionParity.checks(golden, network).forEach(shown);
            TrainingParity.pass(golden, network).forEach(shown);
        }
        for (OptimizerKind kind : List.of(OptimizerKind.SGD, OptimizerKind.ADAMW)) {
            TrainingParity.steps(golden, model, kind, options).forEach(shown);
        }
        LossParity.checks(golden, options).forEach(shown);
    }
}
