package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.GateVerdict;
import io.nerest.trainer.registry.NewModel;
import io.nerest.trainer.registry.StoredWeights;
import java.nio.file.Path;

/**
 * A finished training whose model is stored but not yet published.
 *
 * @param metrics of the model on the snapshot's validation set
 * @param folder local folder of the run
 * @param epochs number of finished epochs
 * @param seconds duration of the training, earlier attempts included
 */
public record CompletedRun(
        NewModel model,
        StoredWeights weights,
        GateVerdict verdict,
        Snapshot snapshot,
        Metrics metrics,
        Path folder,
        int epochs,
        double seconds) {}
