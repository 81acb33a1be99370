package io.nerest.experiments.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.RoundMetrics;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverlapTest {

    @Test
    void overlapIsTheMeanJaccardIndexOverSeeds() {
        // Seed 0: {1,2,3,4} and {3,4,5,6} share 2 of 6. Seed 1: {1,2} and {1,2} share 2 of 2.
        ArmResult a = arm("a", seed(0, round(1, "1", "2"), round(2, "3", "4")), seed(1, round(1, "1", "2")));
        ArmResult b = arm("b", seed(0, round(1, "3", "4"), round(2, "5", "6")), seed(1, round(1, "2", "1")));

        Overlap overlap = Overlap.of(List.of(a, b), 90);

        assertThat(overlap.arms()).containsExactly("a", "b");
        assertThat(overlap.shares()[0][1]).isCloseTo((2 / 6.0 + 1) / 2, within(1e-12));
        assertThat(overlap.shares()[1][0]).isEqualTo(overlap.shares()[0][1]);
        assertThat(overlap.shares()[0][0]).isEqualTo(1);
        // Three of 90 on average: 9 / 90 frames in both, over 6 - 0.1.
        assertThat(overlap.byChance()).isCloseTo(.1 / 5.9, within(1e-12));
    }

    @Test
    void overlapExcludesTheInitialSetAndArmsWithoutAStrategy() {
        ArmResult a = arm("a", seed(0, round(0, "x"), round(1, "1")));
        ArmResult b = arm("b", seed(0, round(0, "x"), round(1, "2")));
        ArmResult curriculum = arm("c", seed(0, round(0, "x"), round(1)));
        ArmResult fixed = new ArmResult("fixed", ArmKind.FIXED, "", List.of(seed(0, round(1, "1"))));

        Overlap overlap = Overlap.of(List.of(a, b, curriculum, fixed), 10);

        assertThat(overlap.arms()).containsExactly("a", "b");
        assertThat(overlap.shares()[0][1]).isZero();
    }

    @Test
    void armsWithoutACommonSeedHaveNoOverlap() {
        Overlap overlap = Overlap.of(List.of(arm("a", seed(0, round(1, "1"))), arm("b", seed(1, round(1, "1")))), 10);

        assertThat(overlap.shares()[0][1]).isNaN();
    }

    private static ArmResult arm(String name, SeedResult... seeds) {
        return new ArmResult(name, ArmKind.ACTIVE, "", Arrays.asList(seeds));
    }

    private static SeedResult seed(long seed, RoundResult... rounds) {
        return new SeedResult(seed, Arrays.asList(rounds));
    }

    private static RoundResult round(int round, String... frames) {
        List<ChosenFrame> chosen = Stream.of(frames)
                .map(frame -> new ChosenFrame(frame, "cam", 1, 0, "", Map.of()))
                .toList();
        return new RoundResult(
                round, 1, 0, 1, new RoundMetrics(0, 0, 0, 0, null, null), 1, "run", chosen, List.of(), "", 0, 0);
    }
}
