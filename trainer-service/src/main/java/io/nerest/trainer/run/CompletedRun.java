package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.GateVerdict;
import io.nerest.trainer.registry.NewModel;
import io.nerest.trainer.registry.StoredWeights;
import io.nerest.trainer.registry.StreamMetrics;
import java.util.List;

/**
 * A finished training whose model is stored but not yet published.
 *
 * @param metrics of the model on the snapshot's validation set
 * @param streams the same on each stream with objects
 * @param epochs number of finished epochs
 * @param seconds duration of the training, earlier attempts included
 */
public record CompletedRun(
        NewModel model,
        StoredWeights weights,
        GateVerdict verdict,
        Snapshot snapshot,
        Metrics metrics,
        List<StreamMetrics> streams,
        int epochs,
        double seconds) {}
