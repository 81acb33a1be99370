package io.nerest.trainer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTest {
    private final PromotionGate gate = new PromotionGate(0.01);

    private static Metrics metrics(double map5095) {
        return new Metrics(0.9, map5095, 0.9, 0.9);
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
    @CsvSource({"0.50, PROMOTED", "0.40, PROMOTED", "0.391, PROMOTED", "0.389, REJECTED", "0, REJECTED"})
    void aModelIsPromotedUnlessItIsWorseThanTheLiveModelByMoreThanTheMargin(double map5095, ModelStatus status)
            throws Exception {
        GateVerdict verdict = gate.judge(
                request(true),
                metrics(map5095),
                () -> new LiveComparison.Measured(new MeasuredModel("r3-live", metrics(0.4))));

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reason()).contains("mAP50-95", "0.4000 of r3-live", "margin of 0.0100");
    }

    @Test
    void theFirstModelIsPromoted() throws Exception {
        GateVerdict verdict = gate.judge(request(true), metrics(0), LiveComparison.NoLiveModel::new);

        assertThat(verdict.status()).isEqualTo(ModelStatus.PROMOTED);
    }

    @Test
    void aModelThatCannotBeComparedWithTheLiveModelIsNeverPromoted() throws Exception {
        GateVerdict verdict =
                gate.judge(request(true), metrics(1), () -> new LiveComparison.Incomparable("other classes"));

        assertThat(verdict.status()).isEqualTo(ModelStatus.REJECTED);
        assertThat(verdict.reason()).contains("other classes", "promote it over REST");
    }

    @Test
    void aModelOfAComparisonIsNeverPromotedAndTheLiveModelNotMeasured() throws Exception {
        GateVerdict verdict = gate.judge(request(false), metrics(1), () -> {
            throw new AssertionError("the live model must not be measured");
        });

        assertThat(verdict.status()).isEqualTo(ModelStatus.CANDIDATE);
    }
}
