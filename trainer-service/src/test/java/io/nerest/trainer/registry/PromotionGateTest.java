package io.nerest.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.training.evaluation.ValidationSamples;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTest {
    private final PromotionGate gate = new PromotionGate(0);

    /**
     * A model that finds the object of the first images of each stream, and no others.
     *
     * @param found images of 20 in stream a
     * @param foundInB images of 20 in stream b
     */
    private static EvaluatedModel finding(String id, int found, int foundInB) {
        List<String> streams = new ArrayList<>(Collections.nCopies(20, "a"));
        streams.addAll(Collections.nCopies(20, "b"));
        ValidationSamples samples = new ValidationSamples(streams, 1);
        Box box = new Box(0, 0, 40, 40);
        for (int image = 0; image < 40; image++) {
            boolean finds = image < 20 ? image < found : image - 20 < foundInB;
            samples.add(
                    image,
                    streams.get(image),
                    List.of(new GroundTruth(box, 0)),
                    finds ? List.of(new Detection(box, .9f, 0)) : List.of());
        }
        samples.complete();
        return new EvaluatedModel(id, new Metrics(.5, .5, .5, .5), List.of(), samples);
    }

    private static TrainingRequested request(boolean promotes) {
        return new TrainingRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                new ObjectRef("nerest", "snapshots/1.json", "etag", 1),
                "0".repeat(64),
                "base",
                Map.of(),
                promotes,
                Instant.now());
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20, PROMOTED, not worse",
        "10, 11, PROMOTED, not worse",
        "10, 10, PROMOTED, not worse",
        "10, 9, REJECTED, no gain shown",
        "2, 10, REJECTED, clearly worse",
        "0, 0, REJECTED, clearly worse"
    })
    void aModelIsPromotedUnlessItIsLowerOrClearlyWorse(int found, int foundInB, ModelStatus status, String reason)
            throws Exception {
        GateVerdict verdict = judge(gate, finding("r4", found, foundInB), finding("r3-live", 10, 10));

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reason()).startsWith(reason).contains("mAP50-95", "mean of streams", "r3-live", "40 frames");
    }

    @Test
    void aMarginAcceptsAnEstimateThatIsLowerWithinItsInterval() throws Exception {
        PromotionGate tolerant = new PromotionGate(0.05);

        assertThat(judge(tolerant, finding("r4", 10, 9), finding("r3-live", 10, 10))
                        .status())
                .isEqualTo(ModelStatus.PROMOTED);
        assertThat(judge(tolerant, finding("r4", 2, 10), finding("r3-live", 10, 10))
                        .status())
                .isEqualTo(ModelStatus.REJECTED);
    }

    private static GateVerdict judge(PromotionGate gate, EvaluatedModel candidate, EvaluatedModel live)
            throws Exception {
        return gate.judge(request(true), candidate, () -> new LiveComparison.Measured<>(live));
    }

    @Test
    void theFirstModelIsPromoted() throws Exception {
        GateVerdict verdict = gate.judge(request(true), finding("r1", 0, 0), LiveComparison.NoLiveModel::new);

        assertThat(verdict.status()).isEqualTo(ModelStatus.PROMOTED);
    }

    @Test
    void aModelThatCannotBeComparedWithTheLiveModelIsNeverPromoted() throws Exception {
        GateVerdict verdict = gate.judge(
                request(true), finding("r1", 20, 20), () -> new LiveComparison.Incomparable<>("other classes"));

        assertThat(verdict.status()).isEqualTo(ModelStatus.REJECTED);
        assertThat(verdict.reason()).contains("other classes", "promote it over REST");
    }

    @Test
    void aModelOfAComparisonIsNeverPromotedAndTheLiveModelNotMeasured() throws Exception {
        GateVerdict verdict = gate.judge(request(false), finding("r1", 20, 20), () -> {
            throw new AssertionError("the live model must not be measured");
        });

        assertThat(verdict.status()).isEqualTo(ModelStatus.CANDIDATE);
    }
}
