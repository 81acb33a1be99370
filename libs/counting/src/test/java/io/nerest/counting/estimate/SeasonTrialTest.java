package io.nerest.counting.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Intervals in simulated seasons with known truth and a detector whose errors depend on camera and hour. */
class SeasonTrialTest {
    private static final SimulatedSeason.Plan PLAN = new SimulatedSeason.Plan(4, 12, 6, 0.15, 0.8, 0.03);

    @Test
    void intervalsOfAThousandSeasonsContainTheTruthAndTakeAThirdOfTheLabelsOfPlainSampling() {
        List<TrialResult> results = LongStream.range(0, 1000)
                .parallel()
                .mapToObj(number -> new SeasonTrial(SimulatedSeason.draw(PLAN, 31 * number + 7), number)
                        .run(SeasonTrial.Method.COUNT, 400, 2))
                .toList();
        double coverage = results.stream().filter(TrialResult::covered).count() / (double) results.size();
        double labels =
                results.stream().mapToDouble(TrialResult::labels).average().orElseThrow();
        double plain =
                results.stream().mapToDouble(TrialResult::plainLabels).average().orElseThrow();
        double error =
                results.stream().mapToDouble(TrialResult::error).average().orElseThrow();
        assertThat(coverage)
                .as("part of the 95 % intervals that contain the truth")
                .isBetween(0.93, 0.97);
        assertThat(labels / plain).as("labels by those of plain sampling").isLessThan(1 / 3.0);
        assertThat(error).as("mean error of the estimate").isBetween(-0.01, 0.01);
    }
}
