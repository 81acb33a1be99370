package io.nerest.training.run;

import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.training.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the weights of a run: {@code last}, {@code best}, every {@code save_period} epochs, and the state to resume
 * from. All but the latter are moving averages (EMA).
 */
final class Checkpoints {
    private final RunFolder folder;
    private final int savePeriod;
    private final Map<String, String> metadata;

    /**
     * @param savePeriod epochs between additional weights files; negative for none
     * @param metadata metadata of the weights files
     */
    Checkpoints(RunFolder folder, int savePeriod, Map<String, String> metadata) {
        this.folder = folder;
        this.savePeriod = savePeriod;
        this.metadata = Map.copyOf(metadata);
    }

    /**
     * Writes the weights of an epoch. The state to resume from is written last, so that it is never newer than the
     * weights.
     */
    void keep(TrainableNetwork network, RunProgress progress, boolean best) throws IOException {
        Weights ema = described(network.emaWeights(), progress.epochs());
        if (best) {
            SafetensorsFile.write(folder.best(), ema);
        }
        SafetensorsFile.write(folder.last(), ema);
        if (savePeriod > 0 && progress.epochs() % savePeriod == 0) {
            SafetensorsFile.write(folder.ofEpoch(progress.epochs()), ema);
        }
        ResumeState.of(network, ema, progress).write(folder.resumeState());
    }

    /**
     * Writes weights that are better than all before.
     *
     * @param epochs number of epochs that they were trained for; 0 for the base
     */
    void keepBest(Weights weights, int epochs) throws IOException {
        SafetensorsFile.write(folder.best(), described(weights, epochs));
    }

    /** Deletes the state to resume from, and the base of a fine-tuning, at the end of the run. */
    void finish() throws IOException {
        Files.deleteIfExists(folder.resumeState());
        Files.deleteIfExists(folder.base());
    }

    private Weights described(Weights weights, int epochs) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(WeightsMetadata.EPOCH, Integer.toString(epochs - 1));
        all.put(WeightsMetadata.DATE, Instant.now().toString());
        return new Weights(weights.tensors().values(), all);
    }
}
