package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Class-aware strategies on data of eighty classes. */
class EightyClassesSelectionTest {
    private static final int CLASSES = 80;

    private static ScoredBox box(int classId, double confidence) {
        return new ScoredBox(classId, confidence, 0.5, 0.5, 0.2, 0.2);
    }

    /** Three of three models disagree: entropy 1. Two of three agree: 0.579380. All agree: 0. */
    @Test
    void aCommitteeComparesTheClassesOfItsModelsWhateverTheirNumber() {
        Committee votes = new Committee(3, 0.5, 0);
        for (int id = 0; id < CLASSES; id++) {
            List<ScoredBox> first = List.of(box(id, 0.9));
            List<ScoredBox> second = List.of(box((id + 1) % CLASSES, 0.9));
            List<ScoredBox> third = List.of(box((id + 79) % CLASSES, 0.9));

            assertThat(votes.score(seen(id, first, List.of(first, first)), Aggregation.MAX))
                    .isZero();
            assertThat(votes.score(seen(id, first, List.of(first, second)), Aggregation.MAX))
                    .isCloseTo(0.579380, within(1e-6));
            assertThat(votes.score(seen(id, first, List.of(second, third)), Aggregation.MAX))
                    .isCloseTo(1, within(1e-12));
        }
    }

    private static ScoredFrame seen(int number, List<ScoredBox> boxes, List<List<ScoredBox>> others) {
        return new ScoredFrame(Frames.id(number), "cam", Frames.DAWN, boxes, new float[0], others);
    }

    /** Class 57 is the only difficult one: its boxes weigh 1.3, those of the other 79 classes less. */
    @Test
    void classWeightsFavourTheDifficultOneOfEightyClasses() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int id = 0; id < CLASSES; id++) {
            for (int i = 0; i < 3; i++) {
                pool.add(Frames.ofClass(10 * id + i, id, id == 57 ? 0.5 : 0.97));
            }
        }
        // The same entropy in both frames: only the weights of their classes differ.
        ScoredFrame easy = Frames.ofClass(1001, 12, 0.6);
        ScoredFrame difficult = Frames.ofClass(1002, 57, 0.6);
        pool.add(easy);
        pool.add(difficult);
        Candidates candidates = new Candidates(pool, List.of(), Frames.PLAIN, new SeededHash(1));

        ClassWeights weights = ClassWeights.of(candidates);
        double[] scores = weights.scores(candidates);

        assertThat(weights.of(57)).isCloseTo(1.3, within(1e-12));
        assertThat(IntStream.range(0, CLASSES).filter(id -> id != 57).mapToDouble(weights::of))
                .allMatch(weight -> weight < 1.3 && weight > 1);
        assertThat(scores[pool.size() - 1]).isGreaterThan(scores[pool.size() - 2]);
    }

    /** One percentile for all would take the frames of the easy classes alone. */
    @Test
    void aCurriculumByClassPseudoLabelsFramesOfEveryOneOfEightyClasses() {
        Curriculum byClass = new Curriculum(
                List.of(50.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, true, 0);
        List<ScoredFrame> pool = new ArrayList<>();
        for (int id = 0; id < CLASSES; id++) {
            pool.add(Frames.ofClass(10 * id, id, 0.2 + 0.005 * id));
            pool.add(Frames.ofClass(10 * id + 1, id, 0.3 + 0.005 * id));
        }

        PseudoLabels labels = CurriculumSelection.select(byClass, 1, 0.1, pool, 3);

        assertThat(labels.thresholds()).hasSize(CLASSES);
        assertThat(labels.frames())
                .extracting(label -> label.boxes().get(0).classId())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CLASSES).boxed().toList());
    }

    /** The frames of class 0 are the most uncertain: without the setting they would be the whole batch. */
    @Test
    void aBalancedBatchHasAFrameOfEveryOneOfEightyClasses() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int id = 0; id < CLASSES; id++) {
            for (int i = 0; i < (id == 0 ? CLASSES : 2); i++) {
                pool.add(Frames.ofClass(100 * id + i, id, id == 0 ? 0.3 : 0.9));
            }
        }

        assertThat(classesOf(pool, false)).containsOnly(0);
        assertThat(classesOf(pool, true))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CLASSES).boxed().toList());
    }

    private static List<Integer> classesOf(List<ScoredFrame> pool, boolean balanced) {
        ConfiguredStrategy strategy =
                Strategies.configure("least-confidence", Map.of("classBalance", balanced, "emptyFrames", "certain"));
        return Selection.select(
                        new SelectionRequest(strategy.strategy(), strategy.settings(), CLASSES, pool, List.of(), 1))
                .frames()
                .stream()
                .map(frame -> pool.stream()
                        .filter(one -> one.frameId().equals(frame.frameId()))
                        .findFirst()
                        .orElseThrow())
                .map(frame -> frame.boxes().get(0).classId())
                .toList();
    }
}
