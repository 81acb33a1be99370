package io.nerest.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.arguments.training.TrainingArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentSearchTest {
    private static final SearchSpace SPACE = SearchSpace.of(List.of("lr0", "box", "mixup"));
    private static final Map<String, Double> START = Map.of("lr0", 0.01, "box", 7.5, "mixup", 0.0);

    @Test
    void everyValueOfTheRangesIsAValidArgument() {
        for (double share : new double[] {0, 1}) {
            Map<String, String> values = new HashMap<>();
            SearchSpace.WHOLE.ranges().forEach(range -> values.put(range.argument(), TrialTable.text(range.at(share))));

            assertThat(TrainingArguments.parse(values)).isNotNull();
        }
    }

    @Test
    void aRangeIsTraversedEvenlyOrByItsLogarithm() {
        SearchRange rate = SearchRange.logarithmic("lr0", 1e-4, 1e-2);

        assertThat(rate.at(0.5)).isCloseTo(1e-3, within(1e-12));
        assertThat(rate.shareOf(1e-3)).isCloseTo(0.5, within(1e-12));
        assertThat(rate.at(2)).isEqualTo(1e-2);
        assertThat(SearchRange.linear("box", 1, 3).at(0.25)).isEqualTo(1.5);
    }

    @Test
    void theEvolutionStartsWithTheGivenArguments() {
        assertThat(search(SearchMethod.EVOLUTION, 0).next(List.of())).isEqualTo(START);
    }

    @Test
    void theEvolutionFindsABetterOptimumThanItStartsWith() {
        List<Trial> done = simulate(SearchMethod.EVOLUTION, 60);

        assertThat(TuneRun.best(done).fitness())
                .isGreaterThan(0.9)
                .isGreaterThan(done.get(0).fitness());
        // Later trials are changes of good ones; random ones are not better at the end than at the start.
        assertThat(mean(done.subList(40, 60)))
                .isGreaterThan(mean(simulate(SearchMethod.RANDOM, 60).subList(40, 60)));
    }

    @Test
    void aSearchGoesOnAsAnUninterruptedOneAndDependsOnItsSeed() {
        List<Trial> done = simulate(SearchMethod.EVOLUTION, 10);

        assertThat(search(SearchMethod.EVOLUTION, 0).next(done.subList(0, 9)))
                .isEqualTo(done.get(9).values());
        assertThat(search(SearchMethod.EVOLUTION, 1).next(done.subList(0, 9)))
                .isNotEqualTo(done.get(9).values());
    }

    private static ArgumentSearch search(SearchMethod method, long seed) {
        return new ArgumentSearch(SPACE, method, seed, START);
    }

    /** A fitness whose best is lr0 = 0.001, box = 10, mixup = 0.5. */
    private static List<Trial> simulate(SearchMethod method, int trials) {
        List<Trial> done = new ArrayList<>();
        for (int i = 1; i <= trials; i++) {
            Map<String, Double> values = search(method, 0).next(done);
            double distance = 0;
            for (SearchRange range : SPACE.ranges()) {
                double best = Map.of("lr0", 0.001, "box", 10.0, "mixup", 0.5).getOrDefault(range.argument(), 0.0);
                distance +=
                        Math.pow(range.shareOf(values.getOrDefault(range.argument(), 0.0)) - range.shareOf(best), 2);
            }
            done.add(new Trial(i, Math.exp(-4 * distance), 0, 0, 1, values));
        }
        return done;
    }

    private static double mean(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::fitness).average().orElseThrow();
    }
}
