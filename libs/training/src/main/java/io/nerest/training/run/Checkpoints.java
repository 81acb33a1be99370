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
 * The weights a run keeps: {@code last}, {@code best}, those of every {@code save_period} epochs, and the state to resume
 * from. All weights that are meant for use are averages over past steps.
 */
final class Checkpoints {
    private final RunFolder folder;
    private final int savePeriod;
    private final Map<String, String> metadata;

    /**
     * @param savePeriod epochs between weights kept besides best and last; negative keeps none
     * @param metadata what the weights say of themselves
     */
    Checkpoints(RunFolder folder, int savePeriod, Map<String, String> metadata) {
        this.folder = folder;
        this.savePeriod = savePeriod;
        this.metadata = Map.copyOf(metadata);
    }

    /** Keeps an epoch; the state to resume from comes last, so that it never runs ahead of the weights. */
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

    /** The run is over: there is nothing left to resume. */
    void finish() throws IOException {
        Files.deleteIfExists(folder.resumeState());
    }

    private Weights described(Weights weights, int epochs) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(WeightsMetadata.EPOCH, Integer.toString(epochs - 1));
        all.put(WeightsMetadata.DATE, Instant.now().toString());
        return new Weights(weights.tensors().values(), all);
    }
}
