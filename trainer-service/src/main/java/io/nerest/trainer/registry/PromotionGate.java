package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.pod.TrainerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Locale;

/**
 * Decides whether a trained model becomes live: it does unless its mAP50-95 on the campaign's validation set is lower
 * than that of the live model by more than a margin. A model that cannot be compared with the live one does not become live.
 */
@ApplicationScoped
public class PromotionGate {
    private final double margin;

    @Inject
    PromotionGate(TrainerConfig config) {
        this(config.gateMargin());
    }

    PromotionGate(double margin) {
        this.margin = margin;
    }

    /** Measures the live model on the same validation set. */
    @FunctionalInterface
    public interface LiveMeasurement {
        LiveComparison measure() throws IOException, InterruptedException;
    }

    /** Judges a model. The live model is measured only if the campaign's models can become live. */
    public GateVerdict judge(TrainingRequested request, Metrics metrics, LiveMeasurement live)
            throws IOException, InterruptedException {
        if (!request.promotes()) {
            return new GateVerdict(
                    ModelStatus.CANDIDATE, "models of its campaign are only compared and never become live");
        }
        return live.measure()
                .match(
                        () -> new GateVerdict(ModelStatus.PROMOTED, "there was no live model"),
                        measured -> compare(metrics, measured),
                        reason -> new GateVerdict(
                                ModelStatus.REJECTED, reason + "; to make this model live, promote it over REST"));
    }

    private GateVerdict compare(Metrics metrics, MeasuredModel live) {
        double least = live.metrics().map5095() - margin;
        boolean passes = metrics.map5095() >= least;
        return new GateVerdict(
                passes ? ModelStatus.PROMOTED : ModelStatus.REJECTED,
                String.format(
                        Locale.ROOT,
                        "mAP50-95 %.4f is %s than %.4f of %s on the same frames, by a margin of %.4f",
                        metrics.map5095(),
                        passes ? "not worse" : "worse",
                        live.metrics().map5095(),
                        live.modelId(),
                        margin));
    }
}
