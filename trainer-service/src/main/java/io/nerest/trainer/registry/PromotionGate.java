package io.nerest.trainer.registry;

import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.training.evaluation.MetricDifference;
import io.nerest.training.evaluation.PairedBootstrap;
import io.nerest.training.evaluation.SampleMetrics;
import io.nerest.training.evaluation.ValidationSamples;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether a trained model becomes live. Both models are compared on the same validation frames, by mAP50 and by
 * mAP50-95, pooled over all objects and as the mean over streams, with 95 % intervals of the differences by a paired bootstrap
 * over frames. A model does not become live if a difference is below zero by its whole interval, or if a pooled one is lower
 * than the margin allows, or if it cannot be compared with the live one.
 */
@ApplicationScoped
public class PromotionGate {
    /** The ends of an interval then have an error of about a twelfth of its length. */
    private static final int DRAWS = 300;

    private static final long SEED = 1;
    private static final List<String> METRICS = List.of("mAP50", "mAP50-95");

    private final double margin;

    @Inject
    PromotionGate(TrainerConfig config) {
        this(config.gateMargin());
    }

    PromotionGate(double margin) {
        this.margin = margin;
    }

    /** Evaluates the live model on the same validation set. */
    @FunctionalInterface
    public interface LiveEvaluation {
        LiveComparison<EvaluatedModel> evaluate() throws IOException, InterruptedException;
    }

    /** Judges a model. The live model is evaluated only if the campaign's models can become live. */
    public GateVerdict judge(TrainingRequested request, EvaluatedModel candidate, LiveEvaluation live)
            throws IOException, InterruptedException {
        if (!request.promotes()) {
            return new GateVerdict(
                    ModelStatus.CANDIDATE, "models of its campaign are only compared and never become live");
        }
        return live.evaluate()
                .match(
                        () -> new GateVerdict(ModelStatus.PROMOTED, "there was no live model"),
                        evaluated -> compare(candidate, evaluated),
                        reason -> new GateVerdict(
                                ModelStatus.REJECTED, reason + "; to make this model live, promote it over REST"));
    }

    private GateVerdict compare(EvaluatedModel candidate, EvaluatedModel live) {
        ValidationSamples ours = candidate.samples();
        ValidationSamples theirs = live.samples();
        List<MetricDifference> pooled = differences(ours.images(), theirs::pooled, ours::pooled);
        List<MetricDifference> streams = differences(ours.images(), theirs::streamMean, ours::streamMean);
        boolean lower = pooled.stream().anyMatch(found -> found.difference() < -margin);
        boolean clearlyWorse =
                Stream.concat(pooled.stream(), streams.stream()).anyMatch(MetricDifference::isClearlyWorse);
        String figures = "%s; mean of streams: %s; compared with %s on the same %d frames, 95 %% intervals by bootstrap"
                .formatted(text(pooled), text(streams), live.modelId(), ours.images());
        if (clearlyWorse) {
            return new GateVerdict(ModelStatus.REJECTED, "clearly worse: " + figures);
        }
        return lower
                ? new GateVerdict(ModelStatus.REJECTED, "no gain shown: " + figures)
                : new GateVerdict(ModelStatus.PROMOTED, "not worse: " + figures);
    }

    private static List<MetricDifference> differences(
            int images, Function<int[], SampleMetrics> live, Function<int[], SampleMetrics> candidate) {
        return new PairedBootstrap(images, live, candidate)
                .differences(DRAWS, SEED).stream()
                        .filter(found -> METRICS.contains(found.metric()))
                        .toList();
    }

    private static String text(List<MetricDifference> differences) {
        return differences.stream()
                .map(found -> String.format(
                        Locale.ROOT,
                        "%s %.4f, %+.4f [%+.4f, %+.4f]",
                        found.metric(),
                        found.b(),
                        found.difference(),
                        found.low(),
                        found.high()))
                .collect(Collectors.joining(", "));
    }
}
