package io.nerest.selection;

import static io.nerest.selection.Frames.at;
import static io.nerest.selection.Frames.embedded;
import static io.nerest.selection.Frames.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DividedStrategiesTest {

    private static final long[] TURNS = {3, 1, 2};

    private static SelectionResult select(Strategy strategy, int size, List<ScoredFrame> pool) {
        return Selection.select(new SelectionRequest(strategy, Frames.PLAIN, size, pool, List.of(), 5));
    }

    private static Map<String, Long> perCamera(SelectionResult selected, List<ScoredFrame> pool) {
        Map<UUID, String> camera = pool.stream().collect(Collectors.toMap(ScoredFrame::frameId, ScoredFrame::streamId));
        return selected.frames().stream()
                .collect(Collectors.groupingBy(
                        frame -> camera.getOrDefault(frame.frameId(), ""), Collectors.counting()));
    }

    @Test
    void sharesBecomeWholeNumbersByLargestRemainder() {
        assertThat(Quotas.of(10, new double[] {0.5, 0.3, 0.2}, TURNS)).containsExactly(5, 3, 2);
        assertThat(Quotas.of(4, new double[] {1, 1, 1}, TURNS)).containsExactly(1, 2, 1);
        assertThat(Quotas.of(1, new double[] {0.45, 0.45, 0.1}, TURNS)).containsExactly(0, 1, 0);
    }

    @Test
    void evenQuotasGiveTheRestToStrataWithFrames() {
        assertThat(Quotas.even(10, new int[] {1, 100, 100}, TURNS)).containsExactly(1, 5, 4);
        assertThat(Quotas.even(10, new int[] {1, 2, 0}, TURNS)).containsExactly(1, 2, 0);
    }

    @Test
    void everyCameraHasItsPartEvenIfOneIsTheMostUncertain() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pool.add(at(i, "doubtful", i, 0.2));
            pool.add(at(100 + i, "sure", i, 0.9));
        }
        pool.add(at(300, "small", 0, 0.99));
        Strategy even = new Stratified(new LeastConfidence(), Stratified.By.CAMERA, 6, Stratified.Quota.EVEN);
        Strategy proportional =
                new Stratified(new LeastConfidence(), Stratified.By.CAMERA, 6, Stratified.Quota.PROPORTIONAL);

        assertThat(perCamera(select(even, 9, pool), pool))
                .containsOnly(Map.entry("doubtful", 4L), Map.entry("sure", 4L), Map.entry("small", 1L));
        assertThat(perCamera(select(proportional, 8, pool), pool))
                .containsOnly(Map.entry("doubtful", 4L), Map.entry("sure", 4L));
    }

    @Test
    void partsOfTheDayAreStrataToo() {
        List<ScoredFrame> pool = IntStream.range(0, 48)
                .mapToObj(i -> at(i, "cam", i * 1800, 0.01 * (i + 1)))
                .toList();
        Strategy byDay = new Stratified(new LeastConfidence(), Stratified.By.HOUR, 6, Stratified.Quota.EVEN);

        List<SelectedFrame> selected = select(byDay, 8, pool).frames();

        Map<UUID, Integer> hour = pool.stream()
                .collect(Collectors.toMap(
                        ScoredFrame::frameId,
                        frame -> frame.capturedAt().atOffset(ZoneOffset.UTC).getHour() / 6));
        assertThat(selected.stream()
                        .collect(Collectors.groupingBy(frame -> hour.get(frame.frameId()), Collectors.counting())))
                .containsOnly(Map.entry(0, 2L), Map.entry(1, 2L), Map.entry(2, 2L), Map.entry(3, 2L));
    }

    @Test
    void aMixDrawsAtLeastOneFrameAtRandomEvenIfTheShareRoundsToZero() {
        List<ScoredFrame> pool =
                IntStream.range(0, 40).mapToObj(i -> Frames.frame(i, 0.5)).toList();
        Strategy mix = Strategies.configure("mix", Map.of("shares", Map.of("entropy", 0.9)))
                .strategy();

        SelectionResult selected = Selection.select(new SelectionRequest(mix, Frames.PLAIN, 3, pool, List.of(), 5));

        assertThat(selected.frames())
                .hasSize(3)
                .filteredOn(frame -> frame.reason().equals("drawn at random"))
                .hasSize(1);
    }

    @Test
    void aMixGivesEachStrategyItsPartAndRandomIsAlwaysOneOfThem() {
        List<ScoredFrame> pool = IntStream.range(0, 100)
                .mapToObj(i -> embedded(i, 0.005 + i / 100.0 * 0.99, i))
                .toList();
        Strategy mix = Strategies.configure("mix", Map.of("shares", Map.of("least-confidence", 0.6, "core-set", 0.3)))
                .strategy();

        List<SelectedFrame> selected = select(mix, 10, pool).frames();

        assertThat(selected).hasSize(10);
        assertThat(selected.stream().filter(frame -> frame.reason().startsWith("least-confidence")))
                .hasSize(6);
        assertThat(selected.stream().filter(frame -> frame.reason().startsWith("core-set")))
                .hasSize(3);
        assertThat(selected.stream().filter(frame -> frame.reason().equals("drawn at random")))
                .hasSize(1);
    }

    // Clusters {0, 1, 2, 3, 4} and {100, 101, 102}; from 2, the others are 2, 1, 1, 2 away: typicality 1 / 1.5
    @Test
    void typicalTakesTheMiddleOfTheLargestClusters() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pool.add(embedded(i, 0.5, i));
        }
        for (int i = 0; i < 3; i++) {
            pool.add(embedded(10 + i, 0.5, 100 + i));
        }

        SelectionResult selected = select(new Typical(), 2, pool);

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(2, 11));
        assertThat(selected.frames().get(0).score()).isCloseTo(1 / 1.5, within(1e-6));
        assertThat(selected.frames().get(1).score()).isCloseTo(1, within(1e-6));
    }

    @Test
    void typicalSkipsClustersWithALabel() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pool.add(embedded(i, 0.5, i));
        }
        pool.add(embedded(10, 0.5, 100));
        LabelledFrame labelled = new LabelledFrame(id(99), "cam", Frames.DAWN, new float[] {2.5f});

        SelectionResult selected =
                Selection.select(new SelectionRequest(new Typical(), Frames.PLAIN, 1, pool, List.of(labelled), 5));

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(10));
    }

    @Test
    void invalidPartsAreRefused() {
        assertThatThrownBy(() -> Strategies.configure("mix", Map.of("shares", Map.of("entropi", 0.5))))
                .hasMessageContaining("did you mean 'entropy'?");
        assertThatThrownBy(() -> Strategies.configure("mix", Map.of("shares", Map.of("entropy", -1))))
                .hasMessageContaining("{entropy=-1.0}");
        assertThatThrownBy(() -> Strategies.configure("mix", Map.of("shares", Map.of("mix", 1))))
                .hasMessageContaining("'mix' cannot be a part of a mix");
        assertThatThrownBy(() -> Strategies.configure("stratified", Map.of("inner", "stratified")))
                .hasMessageContaining("'inner' is 'stratified', but must be one of");
        assertThatThrownBy(() -> Strategies.configure("stratified", Map.of("hours", 0)))
                .hasMessageContaining("'hours' is 0");
    }
}
