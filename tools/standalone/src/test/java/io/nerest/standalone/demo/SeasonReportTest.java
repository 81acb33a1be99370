package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.standalone.costs.CostTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonReportTest {
    private static SeasonReport report(IntToDoubleFunction heap, IntToDoubleFunction kafka, int missing) {
        return report(heap, kafka, i -> 20, i -> 100, missing);
    }

    private static SeasonReport report(
            IntToDoubleFunction heap,
            IntToDoubleFunction kafka,
            IntToDoubleFunction database,
            IntToDoubleFunction postgres,
            int missing) {
        List<SeasonSample> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            samples.add(new SeasonSample(
                    i,
                    100 * i,
                    Map.of("ingest", heap.applyAsDouble(i)),
                    i % 3,
                    40,
                    database.applyAsDouble(i),
                    Map.of("kafka", kafka.applyAsDouble(i), "postgres", postgres.applyAsDouble(i))));
        }
        SeasonFrames frames = new SeasonFrames(1100, 0, 0, 10, missing, Map.of());
        return SeasonReport.of(Duration.ofMinutes(5), samples, 4, frames, new CostTable(List.of()));
    }

    @Test
    void aSawtoothIsFlat() {
        SeasonReport report = report(i -> 60 + i % 3 * 30, i -> 20 + i % 2, 0);

        assertThat(report.problems()).isEmpty();
        // Log segments come and go.
        assertThat(report(i -> 60, i -> 20, i -> 20 + i % 2, i -> 100 + 16 * (i % 2), 0)
                        .problems())
                .isEmpty();
        assertThat(report.markdown()).contains("| disk of kafka, MiB, most | 21.0 | 21.0 | yes |");
    }

    @Test
    void growthAndLossAreProblems() {
        assertThat(report(i -> 60 + 10 * i, i -> 20, 0).problems())
                .singleElement()
                .asString()
                .contains("heap of ingest");
        assertThat(report(i -> 60, i -> 20 + 3 * i, 0).problems())
                .singleElement()
                .asString()
                .contains("disk of kafka");
        assertThat(report(i -> 60, i -> 20, i -> 20 + 3 * i, i -> 100, 0).problems())
                .as("rows that are not removed")
                .singleElement()
                .asString()
                .contains("tables and indexes of PostgreSQL");
        assertThat(report(i -> 60, i -> 20, i -> 20, i -> 100 + 20 * i, 0).problems())
                .singleElement()
                .asString()
                .contains("disk of postgres");
        assertThat(report(i -> 60, i -> 20, 3).problems())
                .singleElement()
                .asString()
                .contains("3 of 10 frames");
    }

    @Test
    void framesThatWereRejectedOrNeverScoredAndDeadLettersAreProblems() {
        assertThat(new SeasonFrames(100, 0, 0, 10, 0, Map.of()).problems()).isEmpty();
        assertThat(new SeasonFrames(100, 2, 3, 10, 0, Map.of("frames.dead-letter", 1)).problems())
                .containsExactly(
                        "2 images were rejected",
                        "3 acknowledged frames were never scored",
                        "there are dead letters: {frames.dead-letter=1}");
    }
}
