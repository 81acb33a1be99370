package io.nerest.counting.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountEstimatorTest {

    @Test
    void aDetectorThatIsRightUpToAFactorGivesTheExactTotal() {
        // DISCount: with probabilities in proportion to the counts, every draw gives the same value.
        SeasonUnits units = units(1, 2, 3, 4);
        List<LabelledDraw> draws = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int unit = i % 4;
            draws.add(new LabelledDraw(unit, (unit + 1) / 10.0, 2.0 * (unit + 1)));
        }
        CountEstimate estimate = CountEstimator.total(units, draws, unit -> true, 0, 0.95);
        assertThat(estimate.value()).isCloseTo(20, within(1e-9));
        assertThat(estimate.covers(20)).isTrue();
    }

    @Test
    void equalProbabilitiesGiveTheMeanOfPpiPlusPlus() {
        double[] detected = {0, 1, 0, 2, 1, 0, 3, 0, 1, 0, 2, 4};
        double[] counted = {0, 1, 1, 2, 0, 0, 3, 0, 1, 0, 2, 3};
        SeasonUnits units = units(detected);
        List<LabelledDraw> draws = IntStream.range(0, 12)
                .mapToObj(i -> new LabelledDraw(i, 1.0 / 12, counted[i]))
                .toList();
        // By hand: covariance of f and g over variance of g.
        double meanF = Arrays.stream(counted).sum() / 12;
        double meanG = Arrays.stream(detected).sum() / 12;
        double both = 0;
        double square = 0;
        for (int i = 0; i < 12; i++) {
            both += (counted[i] - meanF) * (detected[i] - meanG);
            square += (detected[i] - meanG) * (detected[i] - meanG);
        }
        assertThat(CountEstimator.power(units, draws)).isCloseTo(both / square, within(1e-9));
        assertThat(CountEstimator.total(units, draws, 0.95).value()).isCloseTo(13, within(1e-9));
    }

    @Test
    void unitsThatCannotBeDrawnCountWithWhatTheDetectorCounted() {
        double[] probabilities = CountSampling.among(new double[] {0.4, 0.3, 0.2, 0.1}, unit -> unit % 2 == 1);
        assertThat(probabilities).containsExactly(new double[] {0, 0.75, 0, 0.25}, within(1e-12));
        assertThat(CountSampling.draw(probabilities, 1_000, new Random(1))).containsOnly(1, 3);
        assertThatThrownBy(() -> CountSampling.among(probabilities, unit -> unit == 0))
                .isInstanceOf(IllegalArgumentException.class);

        // The detector is right on the units that can be drawn, so the total is what it counted on all.
        SeasonUnits units = units(1, 2, 3, 4);
        List<LabelledDraw> draws = IntStream.range(0, 12)
                .mapToObj(i -> i % 4 == 0 ? new LabelledDraw(3, 0.25, 4) : new LabelledDraw(1, 0.75, 2))
                .toList();
        assertThat(CountEstimator.total(units, draws, unit -> true, 1, 0.95).value())
                .isCloseTo(10, within(1e-9));
    }

    @Test
    void aUselessDetectorGetsNoWeight() {
        Random random = new Random(3);
        double[] detected = random.doubles(2000).map(x -> x < 0.1 ? 1 : 0).toArray();
        SeasonUnits units = units(detected);
        List<LabelledDraw> draws = IntStream.range(0, 500)
                .mapToObj(i -> new LabelledDraw(random.nextInt(2000), 1.0 / 2000, random.nextInt(2)))
                .toList();
        assertThat(CountEstimator.power(units, draws)).isBetween(0.0, 0.2);
    }

    @Test
    void aPartWithFewLabelsHasNoInterval() {
        SeasonUnits units = units(1, 1, 1, 1);
        List<LabelledDraw> draws = IntStream.range(0, 40)
                .mapToObj(i -> new LabelledDraw(i % 4 == 0 ? 0 : 1, 0.25, 1))
                .toList();
        assertThat(CountEstimator.total(units, draws, unit -> unit == 1, 0.95).hasInterval())
                .isTrue();
        CountEstimate few = CountEstimator.total(units, draws.subList(0, 36), unit -> unit == 0, 0.95);
        assertThat(few.labels()).isEqualTo(9);
        assertThat(few.hasInterval()).isFalse();
        assertThat(few.value()).isFinite();
        assertThat(CountEstimator.totals(units, draws, List.of(Set.of(1), Set.of(0, 2, 3)), 0.95))
                .extracting(CountEstimate::value)
                .satisfies(values -> assertThat(values.get(0) + values.get(1))
                        .isCloseTo(CountEstimator.total(units, draws, 0.95).value(), within(1e-9)));
    }

    @Test
    void probabilitiesAddUpToOneAndFollowTheDetector() {
        SimulatedSeason season = SimulatedSeason.draw(new SimulatedSeason.Plan(2, 5, 6, 0.2, 0.8, 0.02), 1);
        double[] probabilities = CountSampling.probabilities(season.units(), List.of());
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
        int most = IntStream.range(0, probabilities.length)
                .reduce((a, b) -> season.units().count(a) >= season.units().count(b) ? a : b)
                .orElseThrow();
        assertThat(probabilities[most]).isGreaterThan(3.0 / probabilities.length);
        assertThat(Arrays.stream(probabilities).min().orElseThrow()).isGreaterThan(0.2 / probabilities.length);
    }

    @Test
    void drawsFollowTheProbabilities() {
        int[] drawn = CountSampling.draw(new double[] {0.1, 0, 0.6, 0.3}, 20_000, new Random(2));
        long[] counts = IntStream.range(0, 4)
                .mapToLong(
                        unit -> Arrays.stream(drawn).filter(one -> one == unit).count())
                .toArray();
        assertThat(counts[0]).isBetween(1850L, 2150L);
        assertThat(counts[1]).isZero();
        assertThat(counts[2]).isBetween(11_700L, 12_300L);
    }

    @Test
    void invalidInputIsRejected() {
        assertThatThrownBy(() -> new SeasonUnits(List.of())).hasMessageContaining("at least one unit");
        assertThatThrownBy(() -> new CountedUnit("a", "cam", Instant.EPOCH, -1)).hasMessageContaining("count of -1.0");
        assertThatThrownBy(() -> new LabelledDraw(0, 0, 1)).hasMessageContaining("probability 0.0");
        CountedUnit unit = new CountedUnit("a", "cam", Instant.EPOCH, 1);
        assertThatThrownBy(() -> new SeasonUnits(List.of(unit, unit))).hasMessageContaining("a occurs twice");
    }

    private static SeasonUnits units(double... counts) {
        List<CountedUnit> units = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            units.add(new CountedUnit("u" + i, "cam", Instant.EPOCH.plusSeconds(600L * i), counts[i]));
        }
        return new SeasonUnits(units);
    }
}
