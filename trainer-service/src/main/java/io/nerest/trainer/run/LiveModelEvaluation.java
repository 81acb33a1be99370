package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.LiveComparison;
import io.nerest.trainer.registry.MeasuredModel;
import io.nerest.trainer.registry.Measurements;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.RegistryFiles;
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

    /** Fetches the frames. */
    @FunctionalInterface
    interface Frames {
        FetchedSnapshot fetch() throws IOException, InterruptedException;
    }

    /** Measures the live model at its own image size. */
    LiveComparison evaluate(Snapshot snapshot, Frames frames, RunMonitor monitor)
            throws IOException, InterruptedException {
        Optional<ModelPublished> live = models.live();
        if (live.isEmpty()) {
            return new LiveComparison.NoLiveModel();
        }
        ModelPublished model = live.get();
        if (!model.classNames().equals(snapshot.classNames())) {
            return new LiveComparison.Incomparable("the live model " + model.modelId() + " has the classes "
                    + model.classNames() + " and cannot be measured on frames with the classes "
                    + snapshot.classNames());
        }
        Optional<Metrics> stored = measurements.find(model.modelId(), snapshot);
        if (stored.isPresent()) {
            return new LiveComparison.Measured(new MeasuredModel(model.modelId(), stored.get()));
        }
        FetchedSnapshot fetched = frames.fetch();
        Metrics metrics = evaluator.evaluate(files.download(model), fetched.dataset(), model.imgsz(), monitor);
        measurements.store(model.modelId(), fetched.snapshot(), metrics);
        return new LiveComparison.Measured(new MeasuredModel(model.modelId(), metrics));
    }
}
