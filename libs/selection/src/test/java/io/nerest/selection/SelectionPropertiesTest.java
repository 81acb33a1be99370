package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

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

        List<SelectedFrame> selected = Selection.select(request).frames();

        assertThat(selected).hasSizeLessThanOrEqualTo(batchSize);
        assertThat(selected).extracting(SelectedFrame::frameId).doesNotHaveDuplicates();
        Set<UUID> labelled = new HashSet<>();
        request.labelled().forEach(frame -> labelled.add(frame.frameId()));
        assertThat(selected).extracting(SelectedFrame::frameId).noneMatch(labelled::contains);
        assertThat(selected).extracting(SelectedFrame::score).allMatch(Double::isFinite);
        for (int i = 0; i < selected.size(); i++) {
            assertThat(selected.get(i).rank()).isEqualTo(i + 1);
        }
    }

    @Property(tries = 300)
    void aBalanceOfClassesTakesNoFrameTwiceEvenIfAStrategyOffersItAgain(
            @ForAll("divided") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        SharedSettings settings = new SharedSettings(Aggregation.MAX, EmptyFrames.CERTAIN, 0, Duration.ZERO, 0, true);

        List<SelectedFrame> selected = Selection.select(
                        new SelectionRequest(strategy, settings, batchSize, pool, List.of(), seed))
                .frames();

        assertThat(selected).extracting(SelectedFrame::frameId).doesNotHaveDuplicates();
        assertThat(selected).hasSize(Math.min(batchSize, pool.size()));
    }

    @Provide
    Arbitrary<Strategy> divided() {
        return Arbitraries.of(EveryStrategy.WITH_DEFAULTS.stream()
                .filter(strategy -> strategy instanceof Mix || strategy instanceof Stratified)
                .toList());
    }

    @Property(tries = 200)
    void aSelectionDependsOnTheSeedButNotOnTheOrderOfThePool(
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

        List<SelectedFrame> selected = Selection.select(
                        new SelectionRequest(strategy, settings, batchSize, pool, List.of(), seed))
                .frames();

        Set<UUID> seenLeft = new HashSet<>();
        pool.stream().filter(frame -> !frame.hasNoDetections()).forEach(frame -> seenLeft.add(frame.frameId()));
        selected.forEach(frame -> seenLeft.remove(frame.frameId()));
        long empty = selected.stream()
                .filter(frame -> byId.get(frame.frameId()).hasNoDetections())
                .count();
        assertThat(selected).hasSize(Math.min(batchSize, pool.size()));
        if (!seenLeft.isEmpty()) {
            assertThat(empty).isLessThanOrEqualTo(Math.round(batchSize * 0.2));
        }
    }

    @Property(tries = 200)
    void selectedFramesOfACameraKeepTheLeastGapInTime(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll @IntRange(min = 1, max = 900) int gapSeconds,
            @ForAll long seed) {
        SharedSettings settings = Frames.PLAIN.withMinGap(Duration.ofSeconds(gapSeconds));

        List<ScoredFrame> selected = frames(request(strategy, settings, batchSize, pool, seed));

        for (ScoredFrame one : selected) {
            for (ScoredFrame other : selected) {
                if (!one.frameId().equals(other.frameId()) && one.streamId().equals(other.streamId())) {
                    assertThat(Duration.between(one.capturedAt(), other.capturedAt())
                                    .abs())
                            .isGreaterThanOrEqualTo(settings.minGap());
                }
            }
        }
    }

    @Property(tries = 200)
    void selectedFramesAreNoNearDuplicatesOfEachOtherOrOfLabelledFrames(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> pool,
            @ForAll long seed) {
        double least = 0.02;
        SelectionRequest request = request(strategy, Frames.PLAIN.withNearDuplicate(least), batchSize, pool, seed);

        List<ScoredFrame> selected = frames(request);

        for (ScoredFrame one : selected) {
            for (ScoredFrame other : selected) {
                if (!one.frameId().equals(other.frameId())) {
                    assertThat(cosineDistance(one.embedding(), other.embedding()))
                            .isGreaterThan(least - 1e-6);
                }
            }
            for (LabelledFrame labelled : request.labelled()) {
                assertThat(cosineDistance(one.embedding(), labelled.embedding()))
                        .isGreaterThan(least - 1e-6);
            }
        }
    }

    @Property(tries = 200)
    void aBalanceOfClassesGivesNoClassMoreThanItsPartWhileOthersHaveFrames(
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll("pools") List<ScoredFrame> scored,
            @ForAll long seed) {
        SharedSettings settings = Frames.PLAIN.withClassBalance(true).withEmptyFrames(EmptyFrames.EXCLUDE);
        List<ScoredFrame> pool =
                scored.stream().map(frame -> frame.withCommittee(List.of())).toList();
        Map<Integer, Integer> available = new HashMap<>();
        pool.stream()
                .map(DominantClass::of)
                .filter(id -> id != DominantClass.NONE)
                .forEach(id -> available.merge(id, 1, Integer::sum));

        List<ScoredFrame> selected =
                frames(new SelectionRequest(new LeastConfidence(), settings, batchSize, pool, List.of(), seed));

        Map<Integer, Integer> taken = new HashMap<>();
        selected.forEach(frame -> taken.merge(DominantClass.of(frame), 1, Integer::sum));
        int part = available.isEmpty() ? 0 : (batchSize + available.size() - 1) / available.size();
        available.forEach((id, count) -> assertThat(taken.getOrDefault(id, 0))
                .as("class %d of %s", id, available)
                .isGreaterThanOrEqualTo(Math.min(count, Math.min(part, batchSize - (available.size() - 1) * part))));
        if (taken.values().stream().anyMatch(count -> count > part)) {
            available.forEach(
                    (id, count) -> assertThat(taken.getOrDefault(id, 0)).isGreaterThanOrEqualTo(Math.min(count, part)));
        }
        assertThat(selected)
                .hasSize(Math.min(
                        batchSize,
                        available.values().stream().mapToInt(Integer::intValue).sum()));
    }

    @Property
    void quotasAddUpAndAreWithinOneOfTheirShare(
            @ForAll @IntRange(min = 0, max = 1000) int frames,
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0.01, max = 100) Double> shares) {
        double[] parts = shares.stream().mapToDouble(Double::doubleValue).toArray();

        int[] quotas = Quotas.of(frames, parts, new long[parts.length]);

        double all = Arrays.stream(parts).sum();
        assertThat(Arrays.stream(quotas).sum()).isEqualTo(frames);
        for (int i = 0; i < parts.length; i++) {
            assertThat(Math.abs(quotas[i] - frames * parts[i] / all)).isLessThan(1 + 1e-9);
        }
    }

    @Property
    void evenQuotasDifferByMoreThanOneOnlyIfAStratumRunsOut(
            @ForAll @IntRange(min = 0, max = 300) int frames,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 50) Integer> strata) {
        int[] sizes = strata.stream().mapToInt(Integer::intValue).toArray();

        int[] quotas = Quotas.even(frames, sizes, new long[sizes.length]);

        int most = Arrays.stream(quotas).max().orElse(0);
        assertThat(Arrays.stream(quotas).sum())
                .isEqualTo(Math.min(frames, Arrays.stream(sizes).sum()));
        for (int i = 0; i < sizes.length; i++) {
            assertThat(quotas[i]).isLessThanOrEqualTo(sizes[i]);
            assertThat(quotas[i] >= most - 1 || quotas[i] == sizes[i]).isTrue();
        }
    }

    private static List<ScoredFrame> frames(SelectionRequest request) {
        Map<UUID, ScoredFrame> byId = new HashMap<>();
        request.pool().forEach(frame -> byId.put(frame.frameId(), frame));
        return Selection.select(request).frames().stream()
                .map(selected -> byId.get(selected.frameId()))
                .toList();
    }

    private static double cosineDistance(float[] a, float[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return 1 - product / Math.sqrt(squareA * squareB);
    }
}
