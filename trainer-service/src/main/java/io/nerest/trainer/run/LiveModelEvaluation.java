package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.MeasuredModel;
import io.nerest.trainer.registry.Measurements;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.RegistryFiles;
import io.nerest.training.dataset.Dataset;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;

/** Measures the live model on the validation frames of a snapshot, unless that measurement is stored already. */
@ApplicationScoped
class LiveModelEvaluation {
    private final ModelRegistry models;
    private final RegistryFiles files;
    private final Measurements measurements;
    private final ModelEvaluator evaluator;

    LiveModelEvaluation(
            ModelRegistry models, RegistryFiles files, Measurements measurements, ModelEvaluator evaluator) {
        this.models = models;
        this.files = files;
        this.measurements = measurements;
        this.evaluator = evaluator;
    }

    /** Fetches the frames; called only if a measurement is necessary. */
    @FunctionalInterface
    interface Frames {
        Dataset fetch() throws IOException, InterruptedException;
    }

    /** Measures the live model at its own image size; empty if there is none with the snapshot's number of classes. */
    Optional<MeasuredModel> evaluate(Snapshot snapshot, Frames frames, RunMonitor monitor)
            throws IOException, InterruptedException {
        Optional<ModelPublished> live = models.live();
        if (live.isEmpty()
                || live.get().classNames().size() != snapshot.classNames().size()) {
            return Optional.empty();
        }
        ModelPublished model = live.get();
        Optional<Metrics> stored = measurements.find(model.modelId(), snapshot);
        if (stored.isPresent()) {
            return Optional.of(new MeasuredModel(model.modelId(), stored.get()));
        }
        Metrics metrics = evaluator.evaluate(files.download(model), frames.fetch(), model.imgsz(), monitor);
        measurements.store(model.modelId(), snapshot, metrics);
        return Optional.of(new MeasuredModel(model.modelId(), metrics));
    }
}
