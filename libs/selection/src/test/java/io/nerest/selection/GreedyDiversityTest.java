package io.nerest.selection;

import static io.nerest.selection.Frames.embedded;
import static io.nerest.selection.Frames.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GreedyDiversityTest {

    private static LabelledFrame labelled(int number, float... embedding) {
        return new LabelledFrame(id(number), "cam", Frames.DAWN, embedding);
    }

    private static SelectionResult select(
            Strategy strategy, int size, List<ScoredFrame> pool, LabelledFrame... labelled) {
        return Selection.select(new SelectionRequest(strategy, Frames.PLAIN, size, pool, List.of(labelled), 5));
    }

    // On a line, labelled at 0: 10 is farthest; then 4 is 4 from 0, 6 from 10; then 7 is 3 from both 4 and 10.
    @Test
    void hybridWithClassWeightsTakesEmptyFramesFirstIfTheyAreUncertain() {
        List<ScoredFrame> pool = List.of(
                Frames.embedded(1, 0.5, 0, 0),
                Frames.embedded(2, 0.5, 5, 0),
                new ScoredFrame(Frames.id(3), "cam", Frames.DAWN, List.of(), new float[] {1, 1}));
        Hybrid hybrid = new Hybrid(new BernoulliEntropy(), 1, true);

        SelectionResult uncertain = Selection.select(new SelectionRequest(
                hybrid, Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN), 1, pool, List.of(), 1));
        SelectionResult certain = Selection.select(
                new SelectionRequest(hybrid, Frames.PLAIN.withEmptyFrames(EmptyFrames.CERTAIN), 1, pool, List.of(), 1));

        assertThat(Frames.ids(uncertain)).isEqualTo(Frames.ids(3));
        assertThat(Frames.ids(certain)).isNotEqualTo(Frames.ids(3));
    }

    @Test
    void coreSetTakesTheFarthestFromLabelledAndSelectedFrames() {
        List<ScoredFrame> pool = List.of(
                embedded(1, 0.5, 1),
                embedded(2, 0.5, 4),
                embedded(3, 0.5, 7),
                embedded(4, 0.5, 9),
                embedded(5, 0.5, 10));

        SelectionResult selected = select(new CoreSet(), 3, pool, labelled(9, 0));

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(5, 2, 3));
        assertThat(selected.frames()).extracting(SelectedFrame::score).containsExactly(10.0, 4.0, 3.0);
    }

    // entropy(0.5) = 1, entropy(0.9) = 0.4689955936; coral: sqrt(1 * 4) = 2 and sqrt(0.4689955936 * 10) = 2.1656
    @Test
    void coralIsTheGeometricMeanOfUncertaintyAndDistance() {
        List<ScoredFrame> pool = List.of(embedded(1, 0.5, 4), embedded(2, 0.9, -10), embedded(3, 1.0, 30));

        SelectionResult selected = select(new Coral(new BernoulliEntropy(), 0.5), 2, pool, labelled(9, 0));

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(2, 1));
        assertThat(selected.frames().get(0).score()).isCloseTo(2.16563, within(1e-5));
        assertThat(selected.frames().get(1).score()).isCloseTo(2, within(1e-9));
    }

    @Test
    void coralWithAllWeightOnDistanceIsCoreSet() {
        List<ScoredFrame> pool = randomPool(3, 40, 4);

        assertThat(Frames.ids(select(new Coral(new BernoulliEntropy(), 0), 10, pool, labelled(99, 0, 0, 0, 0))))
                .isEqualTo(Frames.ids(select(new CoreSet(), 10, pool, labelled(99, 0, 0, 0, 0))));
    }

    // Budget 1, factor 2: the pool is {0.5, 0.45}; of these, 2 is farther from the label. 3 is farther still, but sure.
    @Test
    void hybridTakesTheMostDiverseOfTheMostUncertain() {
        List<ScoredFrame> pool = List.of(embedded(1, 0.5, 1), embedded(2, 0.45, 5), embedded(3, 0.99, 50));

        SelectionResult selected = select(new Hybrid(new BernoulliEntropy(), 2, false), 1, pool, labelled(9, 0));

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(2));
        assertThat(selected.frames().get(0).score()).isEqualTo(5);
    }

    // Class 0 is easy, H(0.99) = 0.0807931; class 1 is hard, H(0.5) = 1. gamma = e^(1/0.3) - 1 = 27.0316;
    // log(1 + gamma * 0.0807931) = 1.158129, log(1 + gamma) = 3.333333; w_0 = 1 + 0.3 * 0.347439 = 1.104232, w_1 = 1.3
    @Test
    void difficultClassesWeighMore() {
        List<ScoredFrame> pool = List.of(Frames.ofClass(1, 0, 0.99), Frames.ofClass(2, 1, 0.5));

        ClassWeights weights = ClassWeights.of(new Candidates(pool, List.of(), Frames.PLAIN, new SeededHash(1)));

        assertThat(weights.of(0)).isCloseTo(1.104232, within(1e-5));
        assertThat(weights.of(1)).isCloseTo(1.3, within(1e-12));
    }

    @Test
    void missingEmbeddingsAndThoseOfTwoModelsAreRefused() {
        assertThatThrownBy(() -> select(new CoreSet(), 1, List.of(Frames.frame(1, 0.5))))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("no embedding, which core-set needs");
        assertThatThrownBy(() -> select(new CoreSet(), 1, List.of(embedded(1, 0.5, 1), embedded(2, 0.5, 1, 2))))
                .hasMessageContaining("two models");
        assertThatThrownBy(() -> select(new CoreSet(), 1, List.of(embedded(1, 0.5, 1)), labelled(9, 1, 2)))
                .hasMessageContaining("two models");
        assertThatThrownBy(() -> select(new CoreSet(), 1, List.of(embedded(1, 0.5, Float.NaN)), labelled(9, 1)))
                .hasMessageContaining("NaN");
    }

    /** The definition, word by word: every distance anew for every frame. */
    private static List<UUID> bruteForce(int size, List<ScoredFrame> pool, List<LabelledFrame> labelled, long seed) {
        SeededHash randomKeys = new SeededHash(seed);
        List<float[]> centres = new ArrayList<>();
        labelled.forEach(frame -> centres.add(frame.embedding()));
        List<UUID> chosen = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        while (chosen.size() < Math.min(size, pool.size())) {
            ScoredFrame best = null;
            double farthest = -1;
            for (ScoredFrame frame : pool) {
                if (taken.contains(frame.frameId())) {
                    continue;
                }
                double nearest = centres.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
                for (float[] centre : centres) {
                    nearest = Math.min(nearest, Centres.squared(frame.embedding(), centre));
                }
                boolean first = best != null
                        && nearest == farthest
                        && randomKeys.of(frame.frameId()) < randomKeys.of(best.frameId());
                if (nearest > farthest || first) {
                    best = frame;
                    farthest = nearest;
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best.frameId());
            taken.add(best.frameId());
            centres.add(best.embedding());
        }
        return chosen;
    }

    private static List<ScoredFrame> randomPool(long seed, int size, int dimensions) {
        Random random = new Random(seed);
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] embedding = new float[dimensions];
            for (int d = 0; d < dimensions; d++) {
                embedding[d] = random.nextInt(12);
            }
            pool.add(embedded(i, 0.05 + 0.9 * random.nextDouble(), embedding));
        }
        return pool;
    }

    @Property(tries = 100)
    void lazyIsExactlyBruteForce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int size,
            @ForAll @IntRange(min = 1, max = 6) int dimensions,
            @ForAll @IntRange(min = 0, max = 150) int labels,
            @ForAll @IntRange(min = 1, max = 90) int batch) {
        List<ScoredFrame> pool = randomPool(seed, size, dimensions);
        List<LabelledFrame> labelled = new ArrayList<>();
        for (ScoredFrame frame : randomPool(seed + 1, labels, dimensions)) {
            labelled.add(new LabelledFrame(UUID.randomUUID(), "cam", Frames.DAWN, frame.embedding()));
        }

        SelectionResult selected =
                Selection.select(new SelectionRequest(new CoreSet(), Frames.PLAIN, batch, pool, labelled, seed));

        assertThat(Frames.ids(selected)).isEqualTo(bruteForce(batch, pool, labelled, seed));
    }
}
