package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.EvaluatedModel;
import io.nerest.trainer.registry.LiveComparison;
import io.nerest.trainer.registry.MeasuredModel;
import io.nerest.trainer.registry.Measurements;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.RegistryFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;

/** Measures the live model on the validation frames of a snapshot. */
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

    /** Returns the metrics of the live model at its own image size; stored ones if it was measured before. */
    LiveComparison<MeasuredModel> measure(Snapshot snapshot, Frames frames, RunMonitor monitor)
            throws IOException, InterruptedException {
        return compare(snapshot, model -> {
            Optional<Metrics> stored = measurements.find(model.modelId(), snapshot);
            Metrics metrics = stored.isPresent()
                    ? stored.get()
                    : evaluated(model, frames.fetch(), monitor).metrics();
            return new MeasuredModel(model.modelId(), metrics);
        });
    }

    /** Evaluates the live model at its own image size on frames that are here. */
    LiveComparison<EvaluatedModel> evaluate(FetchedSnapshot fetched, RunMonitor monitor)
            throws IOException, InterruptedException {
        return compare(fetched.snapshot(), model -> evaluated(model, fetched, monitor));
    }

    /** Measures a model. */
    @FunctionalInterface
    private interface Measure<M> {
        M apply(ModelPublished model) throws IOException, InterruptedException;
    }

    private <M> LiveComparison<M> compare(Snapshot snapshot, Measure<M> measure)
            throws IOException, InterruptedException {
        Optional<ModelPublished> live = models.live();
        if (live.isEmpty()) {
            return new LiveComparison.NoLiveModel<>();
        }
        ModelPublished model = live.get();
        if (!model.classNames().equals(snapshot.classNames())) {
            return new LiveComparison.Incomparable<>("the live model " + model.modelId() + " has the classes "
                    + model.classNames() + " and cannot be measured on frames with the classes "
                    + snapshot.classNames());
        }
        return new LiveComparison.Measured<>(measure.apply(model));
    }

    private EvaluatedModel evaluated(ModelPublished model, FetchedSnapshot fetched, RunMonitor monitor)
            throws IOException, InterruptedException {
        EvaluatedModel found =
                evaluator.evaluate(model.modelId(), files.download(model), fetched.dataset(), model.imgsz(), monitor);
        measurements.store(model.modelId(), fetched.snapshot(), found.metrics());
        return found;
    }
}
