package io.nerest.trainer.model;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.TrainingRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides whether a model may go live: not where it is worse on the campaign's unchanging validation set than what is
 * live, by more than a margin. Measured is mAP50-95, which the field ranks detectors by.
 */
@ApplicationScoped
public class PromotionGate {
    private final double margin;

    PromotionGate(@ConfigProperty(name = "nerest.trainer.gate-margin", defaultValue = "0.01") double margin) {
        if (!(margin >= 0 && margin <= 1)) {
            throw new IllegalArgumentException("nerest.trainer.gate-margin is " + margin + ", but must lie in [0, 1]");
        }
        this.margin = margin;
    }

    /** What the gate says, and why. */
    public record Verdict(ModelStatus status, String reason) {}

    /** Measures what is live on the same frames; empty where nothing is. */
    public interface LiveMeasurement {
        Optional<LiveModel> measure() throws IOException, InterruptedException;
    }

    /** What is live, measured on the same frames. */
    public record LiveModel(String modelId, Metrics metrics) {}

    /** Judges a model; what is live is measured only where the campaign's models may go live at all. */
    public Verdict judge(TrainingRequested request, Metrics metrics, LiveMeasurement live)
            throws IOException, InterruptedException {
        if (!request.promotes()) {
            return new Verdict(ModelStatus.CANDIDATE, "its campaign's models are compared, and do not go live");
        }
        return live.measure()
                .map(measured -> compare(metrics, measured))
                .orElseGet(() -> new Verdict(ModelStatus.PROMOTED, "nothing was live before it"));
    }

    Verdict compare(Metrics metrics, LiveModel live) {
        double least = live.metrics().map5095() - margin;
        boolean passes = metrics.map5095() >= least;
        return new Verdict(
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
