package io.nerest.selection;

import static io.nerest.selection.Frames.frame;
import static io.nerest.selection.Frames.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.selection.PseudoLabels.PseudoLabelled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurriculumTest {

    private static Curriculum curriculum(double start, double step) {
        return new Curriculum(
                Curriculum.schedule(start, step),
                Curriculum.FrameScore.MIN,
                Curriculum.Mode.RELABEL,
                0,
                1,
                0.5,
                0.5,
                false,
                0);
    }

    @Test
    void thePercentileFallsByTheStepAndStaysAtZero() {
        Curriculum paper = curriculum(80, 20);

        assertThat(IntStream.rangeClosed(1, 7).mapToObj(paper::percentile))
                .containsExactly(80.0, 60.0, 40.0, 20.0, 0.0, 0.0, 0.0);
    }

    // NumPy: percentile([0.55, 0.65, 0.75, 0.85, 0.95], 60) = 0.79
    @Test
    void aPercentileLiesBetweenOrderStatistics() {
        assertThat(CurriculumSelection.percentile(List.of(0.95, 0.55, 0.75, 0.65, 0.85), 60))
                .isCloseTo(0.79, within(1e-12));
    }

    @Test
    void framesAtOrAboveThePercentileArePseudoLabelledSurestFirst() {
        List<ScoredFrame> pool =
                List.of(frame(1, 0.55), frame(2, 0.99, 0.65), frame(3, 0.75), frame(4, 0.85), frame(5, 0.95), frame(6));

        PseudoLabels labels = CurriculumSelection.select(curriculum(60, 20), 1, 0.1, pool, 3);

        assertThat(labels.frames()).extracting(PseudoLabelled::frameId).containsExactly(id(5), id(4));
        assertThat(labels.thresholds()).containsOnlyKeys(PseudoLabels.ALL_CLASSES);
        assertThat(labels.frames().get(0).reason())
                .isEqualTo("min confidence 0.9500 is at or above 0.7900, percentile 60.0 of the pool in round 1");
    }

    @Test
    void theWholePoolButFramesWithoutSureBoxesIsTakenAtPercentileZero() {
        List<ScoredFrame> pool = List.of(frame(1, 0.3), frame(2, 0.6), frame(3), frame(4, 0.9, 0.2));

        PseudoLabels labels = CurriculumSelection.select(curriculum(0, 0), 1, 0.1, pool, 3);

        assertThat(labels.frames()).extracting(PseudoLabelled::frameId).containsExactly(id(2), id(4));
        assertThat(labels.frames().get(1).boxes()).containsExactly(Frames.box(0.9));
    }

    @Test
    void boxesBetweenTheTwoThresholdsAreIgnoredNotBackground() {
        Curriculum curriculum = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MAX, Curriculum.Mode.RELABEL, 0, 1, 0.7, 0.3, false, 0);

        PseudoLabels labels =
                CurriculumSelection.select(curriculum, 1, 0.1, List.of(frame(1, 0.9, 0.7, 0.5, 0.3, 0.2)), 3);

        PseudoLabelled taken = labels.frames().get(0);
        assertThat(taken.boxes()).extracting(DetectedBox::confidence).containsExactly(0.9, 0.7);
        assertThat(taken.ignored()).extracting(DetectedBox::confidence).containsExactly(0.5, 0.3);
    }

    @Test
    void theLimitGrowsByItsFactor() {
        Curriculum source = new Curriculum(
                Curriculum.schedule(95, 5),
                Curriculum.FrameScore.MIN,
                Curriculum.Mode.ACCUMULATE,
                200,
                1.1,
                0.5,
                0.5,
                false,
                0);

        assertThat(IntStream.rangeClosed(1, 5).map(source::limit)).containsExactly(200, 220, 242, 266, 292);
    }

    @Test
    void eachClassHasItsOwnPercentile() {
        Curriculum byClass = new Curriculum(
                List.of(100.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, true, 0);
        List<ScoredFrame> pool = List.of(
                Frames.ofClass(1, 0, 0.99),
                Frames.ofClass(2, 0, 0.98),
                Frames.ofClass(3, 1, 0.4),
                Frames.ofClass(4, 1, 0.3));

        PseudoLabels labels = CurriculumSelection.select(byClass, 1, 0.1, pool, 3);

        assertThat(labels.frames()).extracting(PseudoLabelled::frameId).containsExactly(id(1), id(3));
        assertThat(labels.thresholds()).containsEntry(0, 0.99).containsEntry(1, 0.4);
    }

    @Test
    void anAuditShowsPeopleItsShareAndIsUnmovedByOrder() {
        Curriculum audited = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0.2);
        List<ScoredFrame> pool = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(i -> frame(i, 0.9)).toList());

        PseudoLabels labels = CurriculumSelection.select(audited, 1, 0.1, pool, 3);
        Collections.shuffle(pool, new Random(1));

        assertThat(labels.audited()).hasSize(10).doesNotHaveDuplicates();
        assertThat(CurriculumSelection.select(audited, 1, 0.1, pool, 3)).isEqualTo(labels);
    }

    @Test
    void percentilesOutOfRangeOrRisingAreRefused() {
        assertThatThrownBy(() -> Curriculum.schedule(101, 5)).hasMessageContaining("[0, 100]");
        assertThatThrownBy(() -> Curriculum.schedule(95, -5)).hasMessageContaining("step -5.0");
        assertThatThrownBy(() -> new Curriculum(
                        List.of(90.0, 95.0),
                        Curriculum.FrameScore.MIN,
                        Curriculum.Mode.RELABEL,
                        0,
                        1,
                        0.5,
                        0.5,
                        false,
                        0))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("must not rise");
    }
}
