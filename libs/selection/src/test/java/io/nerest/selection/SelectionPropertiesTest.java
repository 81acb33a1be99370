package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every strategy, under every setting, on every pool. */
class SelectionPropertiesTest {

    @Provide
    Arbitrary<Strategy> strategies() {
        return Arbitraries.of(EveryStrategy.WITH_DEFAULTS);
    }

    @Provide
    Arbitrary<SharedSettings> settings() {
        return Combinators.combine(
                        Arbitraries.of("max", "mean", "sum", "top-2-mean").map(Aggregation::parse),
                        Arbitraries.of("exclude", "certain", "uncertain", "quota:0", "quota:0.3", "quota:1")
                                .map(EmptyFrames::parse),
                        Arbitraries.of(0.0, 0.3),
                        Arbitraries.of(0, 5).map(Duration::ofSeconds),
                        Arbitraries.of(0.0, 0.01),
                        Arbitraries.of(true, false))
                .as(SharedSettings::new);
    }

    @Provide
    Arbitrary<List<ScoredFrame>> pools() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(1, 60))
                .as(SelectionPropertiesTest::pool);
    }

    private static List<ScoredFrame> pool(long seed, int size) {
        Random random = new Random(seed);
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<ScoredBox> boxes = boxes(random);
            float[] embedding = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
            pool.add(new ScoredFrame(
                    Frames.id(i),
                    "cam" + random.nextInt(3),
                    Frames.DAWN.plusSeconds(random.nextInt(7200)),
                    boxes,
                    embedding,
                    List.of(boxes(random), boxes)));
        }
        return pool;
    }

    private static List<ScoredBox> boxes(Random random) {
        List<ScoredBox> boxes = new ArrayList<>();
        for (int box = random.nextInt(4); box > 0; box--) {
            boxes.add(new ScoredBox(
                    random.nextInt(3), random.nextInt(11) / 10.0, random.nextDouble(), random.nextDouble(), 0.2, 0.2));
        }
        return boxes;
    }

    private static SelectionRequest request(
            Strategy strategy, SharedSettings settings, int batchSize, List<ScoredFrame> pool, long seed) {
        List<LabelledFrame> labelled = pool.stream()
                .limit(pool.size() / 4)
                .map(frame ->
                        new LabelledFrame(frame.frameId(), frame.streamId(), frame.capturedAt(), frame.embedding()))
                .toList();
        return new SelectionRequest(strategy, settings, batchSize, pool, labelled, seed);
    }

    @Property(tries = 300)
    void aBatchIsNeverTooLargeHasNoFrameTwiceAndNeverALabelledOne(
            @ForAll("strategies") Strategy strategy,
            @ForAll("settings") SharedSettings settings,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        SelectionRequest request = request(strategy, settings, batchSize, pool, seed);

        List<SelectedFrame> picks = Selection.select(request).frames();

        assertThat(picks).hasSizeLessThanOrEqualTo(batchSize);
        assertThat(picks).extracting(SelectedFrame::frameId).doesNotHaveDuplicates();
        Set<UUID> labelled = new HashSet<>();
        request.labelled().forEach(frame -> labelled.add(frame.frameId()));
        assertThat(picks).extracting(SelectedFrame::frameId).noneMatch(labelled::contains);
        assertThat(picks).extracting(SelectedFrame::score).allMatch(Double::isFinite);
        for (int i = 0; i < picks.size(); i++) {
            assertThat(picks.get(i).rank()).isEqualTo(i + 1);
        }
    }

    @Property(tries = 300)
    void aBalanceOfClassesTakesNoFrameTwiceHoweverOftenAStrategyOffersIt(
            @ForAll("divided") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        SharedSettings settings = new SharedSettings(Aggregation.MAX, EmptyFrames.CERTAIN, 0, Duration.ZERO, 0, true);

        List<SelectedFrame> picks = Selection.select(new SelectionRequest(strategy, settings, batchSize, pool, List.of(), seed))
                .frames();

        assertThat(picks).extracting(SelectedFrame::frameId).doesNotHaveDuplicates();
        assertThat(picks).hasSize(Math.min(batchSize, pool.size()));
    }

    @Provide
    Arbitrary<Strategy> divided() {
        return Arbitraries.of(EveryStrategy.WITH_DEFAULTS.stream()
                .filter(strategy -> strategy instanceof Mix || strategy instanceof Stratified)
                .toList());
    }

    @Property(tries = 200)
    void aSelectionIsUnmovedByTheOrderOfItsPoolAndTheSameForTheSameSeed(
            @ForAll("strategies") Strategy strategy,
            @ForAll("settings") SharedSettings settings,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        SelectionRequest request = request(strategy, settings, batchSize, pool, seed);
        List<ScoredFrame> shuffled = new ArrayList<>(pool);
        Collections.shuffle(shuffled, new Random(seed));

        SelectionResult selected = Selection.select(request);
        SelectionResult ofShuffled = Selection.select(
                new SelectionRequest(strategy, settings, batchSize, shuffled, request.labelled(), seed));

        assertThat(ofShuffled.frames()).isEqualTo(selected.frames());
    }

    @Property(tries = 200)
    void emptyFramesNeverExceedTheirQuotaWhileOthersAreLeft(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        SharedSettings settings = Frames.PLAIN.withEmptyFrames(EmptyFrames.quota(0.2));
        Map<UUID, ScoredFrame> byId = new HashMap<>();
        pool.forEach(frame -> byId.put(frame.frameId(), frame));

        List<SelectedFrame> picks = Selection.select(new SelectionRequest(strategy, settings, batchSize, pool, List.of(), seed))
                .frames();

        Set<UUID> seenLeft = new HashSet<>();
        pool.stream().filter(frame -> !frame.seesNothing()).forEach(frame -> seenLeft.add(frame.frameId()));
        picks.forEach(pick -> seenLeft.remove(pick.frameId()));
        long empty = picks.stream()
                .filter(pick -> byId.get(pick.frameId()).seesNothing())
                .count();
        assertThat(picks).hasSize(Math.min(batchSize, pool.size()));
        if (!seenLeft.isEmpty()) {
            assertThat(empty).isLessThanOrEqualTo(Math.round(batchSize * 0.2));
        }
    }
}
