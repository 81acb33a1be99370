package io.nerest.selector.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BestRoundTest {

    private static final Instant T0 = Instant.parse("2026-08-01T04:00:00Z");
    private static final DataSet DATA_SET = new DataSet(new ObjectRef("b", "k", "e", 1), "0".repeat(64), 8, 3, 40);

    private static Round trained(int number) {
        return new Round.Trained(
                number, T0, Timings.NONE, Scores.NONE, Batch.NONE, new UUID(0, number), DATA_SET, "m" + number, T0);
    }

    private static Optional<BestRound> best(List<Round> rounds, Map<String, Double> map5095) {
        return BestRound.of(
                rounds,
                modelId -> Optional.ofNullable(map5095.get(modelId)).map(value -> new Metrics(0.9, value, 0.5, 0.5)));
    }

    @Test
    void theRoundWithTheHighestMetricIsBest() {
        assertThat(best(List.of(trained(0), trained(1), trained(2)), Map.of("m0", 0.1, "m1", 0.3, "m2", 0.2)))
                .hasValue(new BestRound(1, "m1", 0.3));
    }

    @Test
    void ofEqualRoundsTheEarliestIsBest() {
        assertThat(best(List.of(trained(0), trained(1)), Map.of("m0", 0.3, "m1", 0.3)))
                .hasValue(new BestRound(0, "m0", 0.3));
    }

    @Test
    void roundsWithoutModelOrMetricsAreSkipped() {
        Round failed = new Round.Failed(0, T0, Timings.NONE, Scores.NONE, Batch.NONE, "out of memory", T0);

        assertThat(best(List.of(failed, trained(1), trained(2)), Map.of("m2", 0.2)))
                .hasValue(new BestRound(2, "m2", 0.2));
        assertThat(best(List.of(failed, Round.opening(1, T0)), Map.of())).isEmpty();
    }
}
