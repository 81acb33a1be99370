package io.nerest.training.run;

import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.OptimizerState;
import io.nerest.training.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state to resume a run after an epoch, in one file written atomically: a killed process leaves the state of the
 * last finished epoch.
 *
 * @param progress how far the run has come
 * @param weights as the optimiser left them
 * @param ema their average over past steps
 * @param optimizer state of the optimiser
 */
record ResumeState(RunProgress progress, Weights weights, Weights ema, OptimizerState optimizer) {
    private static final String WEIGHTS = "weights/";
    private static final String EMA = "ema/";
    private static final String MOMENTS = "optimizer/";

    static ResumeState of(TrainableNetwork network, Weights ema, RunProgress progress) {
        return new ResumeState(progress, network.weights(), ema, network.optimizerState());
    }

    void write(Path file) throws IOException {
        List<WeightTensor> tensors = new ArrayList<>();
        addAll(tensors, WEIGHTS, weights);
        addAll(tensors, EMA, ema);
        addAll(tensors, MOMENTS, optimizer.moments());
        Map<String, String> metadata = new HashMap<>(progress.toMetadata());
        metadata.put("optimizer", optimizer.kind().name());
        metadata.put("optimizer_steps", Long.toString(optimizer.steps()));
        SafetensorsFile.write(file, new Weights(tensors, metadata));
    }

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the file is not a valid state
     * @throws IOException if it cannot be read
     */
    static ResumeState read(Path file) throws IOException {
        Weights all = SafetensorsFile.read(file);
        try {
            OptimizerState optimizer = new OptimizerState(
                    OptimizerKind.valueOf(all.metadata().getOrDefault("optimizer", "")),
                    Long.parseLong(all.metadata().getOrDefault("optimizer_steps", "")),
                    under(all, MOMENTS));
            return new ResumeState(
                    RunProgress.fromMetadata(all.metadata()), under(all, WEIGHTS), under(all, EMA), optimizer);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    file + " is not a valid state to resume from: " + broken.getMessage(), broken);
        }
    }

    private static void addAll(List<WeightTensor> into, String prefix, Weights weights) {
        for (WeightTensor tensor : weights.tensors().values()) {
            into.add(new WeightTensor(prefix + tensor.name(), tensor.type(), tensor.shape(), tensor.data()));
        }
    }

    private static Weights under(Weights all, String prefix) {
        List<WeightTensor> found = all.tensors().values().stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> new WeightTensor(
                        tensor.name().substring(prefix.length()), tensor.type(), tensor.shape(), tensor.data()))
                .toList();
        return new Weights(found, Map.of());
    }
}
