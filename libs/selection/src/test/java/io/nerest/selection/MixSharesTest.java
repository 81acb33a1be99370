package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixSharesTest {

    private static final Strategy ENTROPY = new BernoulliEntropy();
    private static final Strategy LEAST = new LeastConfidence();
    private static final Strategy RANDOM = new RandomChoice();

    private static List<ScoredFrame> pool(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> Frames.frame(i, 0.3 + 0.001 * i))
                .toList();
    }

    /** How many frames each part gave, by the first word of their reasons. */
    private static Map<String, Long> parts(Mix mix, int size, SharedSettings settings, List<ScoredFrame> pool) {
        return Selection.select(new SelectionRequest(mix, settings, size, pool, List.of(), 5)).frames().stream()
                .collect(Collectors.groupingBy(frame -> frame.reason().split(" ", 2)[0], Collectors.counting()));
    }

    @Test
    void randomHasATenthUnlessItsShareIsGiven() {
        Mix without = new Mix(List.of(new Mix.Part(ENTROPY, 0.9), new Mix.Part(LEAST, 0.9)));
        Mix with = new Mix(List.of(new Mix.Part(RANDOM, 3), new Mix.Part(ENTROPY, 1)));

        assertThat(without.parts())
                .extracting(part -> part.strategy().name())
                .containsExactly("entropy", "least-confidence", "random");
        assertThat(without.parts().get(2).share()).isCloseTo(0.2, within(1e-12));
        assertThat(with.parts()).containsExactly(new Mix.Part(ENTROPY, 1), new Mix.Part(RANDOM, 3));
        assertThat(parts(with, 8, Frames.PLAIN, pool(40)))
                .containsOnly(Map.entry("entropy", 2L), Map.entry("drawn", 6L));
    }

    @Test
    void theLargestPartGivesRandomItsFrame() {
        Mix mix = new Mix(List.of(new Mix.Part(ENTROPY, 1), new Mix.Part(LEAST, 3), new Mix.Part(RANDOM, 0.01)));

        assertThat(parts(mix, 4, Frames.PLAIN, pool(40)))
                .containsOnly(Map.entry("entropy", 1L), Map.entry("least-confidence", 2L), Map.entry("drawn", 1L));
    }

    @Test
    void aPartOfOneFrameKeepsIt() {
        Mix mix = new Mix(List.of(new Mix.Part(ENTROPY, 1), new Mix.Part(RANDOM, 0.01)));

        assertThat(parts(mix, 1, Frames.PLAIN, pool(40))).containsOnly(Map.entry("entropy", 1L));
    }

    @Test
    void randomFillsWhatThePartsLeave() {
        // A gap of 100 s: entropy offers its frames in order and the settings accept one of each hundred.
        List<ScoredFrame> pool = IntStream.range(0, 40)
                .mapToObj(i -> Frames.at(i, i < 30 ? "cam" : "cam-" + i, i, 0.5))
                .toList();
        Mix mix = new Mix(List.of(new Mix.Part(ENTROPY, 1), new Mix.Part(RANDOM, 1)));

        Map<String, Long> parts = parts(mix, 11, Frames.PLAIN.withMinGap(Duration.ofSeconds(100)), pool);

        assertThat(parts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(11);
    }

    @Test
    void sharesAreInProportion() {
        assertThat(Quotas.of(7, new double[] {2, 1}, new long[] {1, 2})).containsExactly(5, 2);
        assertThat(Quotas.of(5, new double[] {1, 1}, new long[] {2, 1})).containsExactly(2, 3);
        assertThat(Quotas.even(3, new int[] {9, 9}, new long[] {2, 1})).containsExactly(1, 2);
        assertThat(Quotas.even(0, new int[] {9, 9}, new long[] {2, 1})).containsExactly(0, 0);
    }
}
