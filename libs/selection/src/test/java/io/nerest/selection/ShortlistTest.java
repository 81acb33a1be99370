package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.junit.jupiter.api.Test;

/** A batch from a shortlist is the batch from the whole pool. */
class ShortlistTest {

    @Provide
    Arbitrary<Ranking> rankings() {
        return Arbitraries.of(
                new RandomChoice(),
                new LeastConfidence(),
                new BernoulliEntropy(),
                new Margin(Margin.Between.BOXES),
                new NormalisedEntropy(),
                new GaussianNearMu(0.5, 0.1),
                new GaussianLowDensity(0.5, 0.1));
    }

    @Provide
    Arbitrary<SharedSettings> settings() {
        return Combinators.combine(
                        Arbitraries.of("max", "sum").map(Aggregation::parse),
                        Arbitraries.of("exclude", "certain", "uncertain", "quota:0", "quota:0.3", "quota:1")
                                .map(EmptyFrames::parse),
                        Arbitraries.of(0.0, 0.3),
                        Arbitraries.of(0, 60, 600).map(Duration::ofSeconds))
                .as((aggregation, empty, least, gap) -> new SharedSettings(aggregation, empty, least, gap, 0, false));
    }

    private static List<ScoredFrame> pool(long seed, int size) {
        Random random = new Random(seed);
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<ScoredBox> boxes = new ArrayList<>();
            for (int box = random.nextInt(3); box > 0; box--) {
                boxes.add(Frames.box(random.nextInt(11) / 10.0));
            }
            pool.add(new ScoredFrame(
                    Frames.id(i),
                    "cam" + random.nextInt(3),
                    Frames.DAWN.plusSeconds(random.nextInt(7200)),
                    boxes,
                    new float[0]));
        }
        return pool;
    }

    @Property(tries = 1000)
    void aShortlistThatSettlesGivesTheBatchOfTheWholePool(
            @ForAll("rankings") Ranking ranking,
            @ForAll("settings") SharedSettings settings,
            @ForAll @IntRange(min = 1, max = 20) int batchSize,
            @ForAll @IntRange(min = 1, max = 4) int times,
            @ForAll @IntRange(min = 1, max = 200) int poolSize,
            @ForAll long seed) {
        List<ScoredFrame> pool = pool(seed, poolSize);
        SelectionResult whole = select(ranking, settings, batchSize, pool, seed);
        Shortlist shortlist = new Shortlist(ranking, settings, batchSize * times, seed);
        pool.forEach(frame -> shortlist.offer(frame.frameId(), frame.boxes()));
        Set<UUID> kept = new HashSet<>(shortlist.frames());

        SelectionResult fromShortlist = select(
                ranking,
                settings,
                batchSize,
                pool.stream().filter(frame -> kept.contains(frame.frameId())).toList(),
                seed);

        assertThat(kept).hasSizeLessThanOrEqualTo(2 * batchSize * times);
        if (shortlist.settles(fromShortlist, batchSize)) {
            assertThat(fromShortlist.frames()).isEqualTo(whole.frames());
            assertThat(fromShortlist.notes()).isEqualTo(whole.notes());
        } else {
            assertThat(shortlist.holdsAll()).isFalse();
        }
    }

    @Test
    void aShortlistOfAFewBatchesSettlesIfNoFrameIsExcluded() {
        List<ScoredFrame> pool = pool(3, 2000);
        Shortlist shortlist = new Shortlist(new BernoulliEntropy(), SharedSettings.DEFAULTS, 40, 3);
        pool.forEach(frame -> shortlist.offer(frame.frameId(), frame.boxes()));
        Set<UUID> kept = new HashSet<>(shortlist.frames());

        SelectionResult selected = select(
                new BernoulliEntropy(),
                SharedSettings.DEFAULTS,
                20,
                pool.stream().filter(frame -> kept.contains(frame.frameId())).toList(),
                3);

        assertThat(shortlist.settles(selected, 20)).isTrue();
        assertThat(kept).hasSize(80);
    }

    private static SelectionResult select(
            Ranking ranking, SharedSettings settings, int batchSize, List<ScoredFrame> pool, long seed) {
        return Selection.select(new SelectionRequest(ranking, settings, batchSize, pool, List.of(), seed));
    }
}
