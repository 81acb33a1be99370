package io.nerest.selection;

import static io.nerest.selection.Frames.frame;
import static io.nerest.selection.Frames.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void framesAtOrAboveThePercentileArePseudoLabelledTheMostConfidentFirst() {
        List<ScoredFrame> pool =
                List.of(frame(1, 0.55), frame(2, 0.99, 0.65), frame(3, 0.75), frame(4, 0.85), frame(5, 0.95), frame(6));

        PseudoLabels labels = CurriculumSelection.select(curriculum(60, 20), 1, 0.1, pool, 3);

        assertThat(labels.frames()).extracting(PseudoLabelled::frameId).containsExactly(id(5), id(4));
        assertThat(labels.thresholds()).containsOnlyKeys(PseudoLabels.ALL_CLASSES);
        assertThat(labels.frames().get(0).reason())
                .isEqualTo("min confidence 0.9500 is at or above 0.7900, percentile 60.0 of the pool in round 1");
    }

    @Test
    void percentileZeroTakesEveryFrameWithAConfidentBox() {
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
        assertThat(taken.boxes()).extracting(ScoredBox::confidence).containsExactly(0.9, 0.7);
        assertThat(taken.ignored()).extracting(ScoredBox::confidence).containsExactly(0.5, 0.3);
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

    // Class 0: 0.9, 0.8, 0.7, 0.6, whose percentile 50 is 0.75; class 1: 0.5, 0.4, 0.3, whose percentile 50 is 0.4.
    @Test
    void aPercentileByClassIsOfTheFramesWhoseMostConfidentBoxHasTheClass() {
        Curriculum byClass = new Curriculum(
                List.of(50.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, true, 0);
        Curriculum together = new Curriculum(
                List.of(50.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0);
        List<ScoredFrame> pool = List.of(
                Frames.ofClass(1, 0, 0.9),
                Frames.ofClass(2, 0, 0.8),
                Frames.ofClass(3, 0, 0.7),
                Frames.ofClass(4, 0, 0.6),
                Frames.ofClass(5, 1, 0.5),
                Frames.ofClass(6, 1, 0.4),
                Frames.ofClass(7, 1, 0.3));

        PseudoLabels labels = CurriculumSelection.select(byClass, 1, 0.1, pool, 3);

        assertThat(labels.frames()).extracting(PseudoLabelled::frameId).containsExactly(id(1), id(2), id(5), id(6));
        assertThat(labels.thresholds()).hasSize(2);
        assertThat(labels.thresholds().get(0)).isCloseTo(0.75, within(1e-12));
        assertThat(labels.thresholds().get(1)).isEqualTo(0.4);
        assertThat(CurriculumSelection.select(together, 1, 0.1, pool, 3).frames())
                .as("with one percentile for all, 0.6, the hard class gets nothing")
                .extracting(PseudoLabelled::frameId)
                .containsExactly(id(1), id(2), id(3), id(4));
    }

    // By frame: min 0.2, 0.5, 0.4; mean (0.9 + 0.7 + 0.2) / 3 = 0.6, 0.5, (0.8 + 0.4) / 2 = 0.6 - of which the
    // percentile 50 is 0.4, 0.6 and 0.8.
    @ParameterizedTest
    @CsvSource({"min, 0.4, 2;3, 0.5;0.4", "mean, 0.6, 1;3, 0.6;0.6", "max, 0.8, 1;3, 0.9;0.8"})
    void aFrameIsScoredByTheMinMeanOrMaxOfItsConfidences(String score, double threshold, String taken, String scores) {
        Curriculum half = new Curriculum(
                List.of(50.0), Curriculum.SCORE.parse(score), Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0);
        List<ScoredFrame> pool = List.of(frame(1, 0.9, 0.7, 0.2), frame(2, 0.5), frame(3, 0.8, 0.4));

        PseudoLabels labels = CurriculumSelection.select(half, 1, 0.1, pool, 3);

        assertThat(labels.thresholds().get(PseudoLabels.ALL_CLASSES)).isCloseTo(threshold, within(1e-12));
        assertThat(labels.frames())
                .extracting(label -> String.valueOf(label.frameId().getLeastSignificantBits()))
                .containsExactlyInAnyOrder(taken.split(";"));
        assertThat(labels.frames().stream().mapToDouble(PseudoLabelled::score).toArray())
                .containsExactly(
                        Arrays.stream(scores.split(";"))
                                .mapToDouble(Double::parseDouble)
                                .toArray(),
                        within(1e-12));
    }

    // Without the box of 0.2, which is not seen from 0.25 on: min 0.7, mean 0.8.
    @ParameterizedTest
    @CsvSource({"min, 0.7", "mean, 0.8", "max, 0.9"})
    void boxesBelowTheLeastConfidenceDoNotCountInTheScore(String score, double expected) {
        Curriculum all = new Curriculum(
                List.of(0.0), Curriculum.SCORE.parse(score), Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0);

        PseudoLabels labels = CurriculumSelection.select(all, 1, 0.25, List.of(frame(1, 0.9, 0.7, 0.2)), 3);

        assertThat(labels.frames().get(0).score()).isCloseTo(expected, within(1e-12));
        assertThat(labels.frames().get(0).boxes()).hasSize(2);
    }

    // 21 scores, 0.40 to 0.60: percentile 55 is the one 11 places up, 0.51, and ten lie at or above it.
    @Test
    void theFrameThatAPercentileFallsOnIsTaken() {
        Curriculum curriculum = new Curriculum(
                List.of(55.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0);
        List<ScoredFrame> pool = IntStream.rangeClosed(40, 60)
                .mapToObj(score -> frame(score, score / 100.0))
                .toList();

        PseudoLabels labels = CurriculumSelection.select(curriculum, 1, 0.1, pool, 3);

        assertThat(labels.thresholds()).containsEntry(PseudoLabels.ALL_CLASSES, 0.51);
        assertThat(labels.frames()).hasSize(10);
        assertThat(labels.frames().get(9).frameId()).isEqualTo(id(51));
    }

    @Test
    void aListOfPercentilesHoldsByRoundAndItsLastOneFromThenOn() {
        Curriculum listed = new Curriculum(
                List.of(90.0, 70.5, 70.5, 10.0),
                Curriculum.FrameScore.MIN,
                Curriculum.Mode.RELABEL,
                0,
                1,
                0.5,
                0.5,
                false,
                0);

        assertThat(IntStream.rangeClosed(1, 6).mapToObj(listed::percentile))
                .containsExactly(90.0, 70.5, 70.5, 10.0, 10.0, 10.0);
    }

    // 95 - 30 i: 95, 65, 35, 5, and then 0, not -25.
    @Test
    void aScheduleEndsAtZeroWhereItsStepDoesNotDivideItsStart() {
        assertThat(Curriculum.schedule(95, 30)).containsExactly(95.0, 65.0, 35.0, 5.0, 0.0);
        assertThat(Curriculum.schedule(95, 0)).containsExactly(95.0);
        assertThat(Curriculum.schedule(0, 10)).containsExactly(0.0);
    }

    @Test
    void roundZeroIsSupervised() {
        Curriculum paper = curriculum(80, 20);

        assertThatThrownBy(() -> CurriculumSelection.select(paper, 0, 0.1, List.of(frame(1, 0.9)), 3))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessage("round 0 has no curriculum: round 0 is supervised");
        assertThatThrownBy(() -> paper.percentile(0)).hasMessageContaining("supervised");
        assertThatThrownBy(() -> paper.limit(0)).hasMessageContaining("supervised");
    }

    // 100, 115, 132.25 and 152.0875: whole frames, and 100 * 1.15 is 115 though a computer makes it 114.99999999999999.
    @Test
    void theLimitIsAWholeNumberAndKeepsTheMostConfidentFrames() {
        Curriculum source = accumulating(100, 1.15);

        assertThat(IntStream.rangeClosed(1, 4).map(source::limit)).containsExactly(100, 115, 132, 152);
        assertThat(accumulating(0, 1.1).limit(5)).as("0 is no limit").isEqualTo(Integer.MAX_VALUE);
        assertThat(accumulating(1000, 1000).limit(1000)).isEqualTo(Integer.MAX_VALUE);
        assertThat(CurriculumSelection.select(
                                accumulating(2, 1.5),
                                2,
                                0.1,
                                List.of(frame(1, 0.6), frame(2, 0.9), frame(3, 0.7), frame(4, 0.8)),
                                3)
                        .frames())
                .as("2 * 1.5 frames in round 2")
                .extracting(PseudoLabelled::frameId)
                .containsExactly(id(2), id(4), id(3));
    }

    private static Curriculum accumulating(int most, double growth) {
        return new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MIN, Curriculum.Mode.ACCUMULATE, most, growth, 0.5, 0.5, false, 0);
    }

    // Of 5 frames, a share of 0.3 is 1.5, that is 2; of 0.1 it is 0.5, that is 1.
    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 1", "0.3, 2", "0.5, 3", "1, 5"})
    void anAuditTakesItsShareOfThePseudoLabelledFrames(double share, int audited) {
        Curriculum curriculum = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.5, 0.5, false, share);
        List<ScoredFrame> pool = List.of(
                frame(1, 0.9), frame(2, 0.8), frame(3, 0.7), frame(4, 0.6), frame(5, 0.5), frame(6, 0.2), frame(7));

        PseudoLabels labels = CurriculumSelection.select(curriculum, 1, 0.1, pool, 3);

        assertThat(labels.frames()).hasSize(5);
        assertThat(labels.audited()).hasSize(audited).doesNotHaveDuplicates().doesNotContain(id(6), id(7));
    }

    @Test
    void anAuditIsDrawnAtRandomNotFromTheMostConfidentFrames() {
        Curriculum audited = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, 0.1, 0.1, false, 0.1);
        List<ScoredFrame> pool =
                IntStream.range(0, 100).mapToObj(i -> frame(i, 0.2 + i / 200.0)).toList();

        double meanRank = IntStream.range(0, 200)
                .mapToObj(seed -> CurriculumSelection.select(audited, 1, 0.1, pool, seed))
                .flatMap(labels -> labels.frames().stream()
                        .filter(label -> labels.audited().contains(label.frameId())))
                .mapToInt(PseudoLabelled::rank)
                .average()
                .orElseThrow();

        // 2000 ranks, each uniform on 1 to 100: their mean has a standard error of 28.9 / sqrt(2000) = 0.65.
        assertThat(meanRank).isCloseTo(50.5, within(3.0));
    }

    // Box threshold 0.7, ignored from 0.3: a box on a threshold belongs above it.
    @Test
    void ignoreRegionsStartAtTheirThresholdAndEqualThresholdsMakeNone() {
        List<ScoredFrame> pool = List.of(frame(1, 0.9, 0.69999, 0.3, 0.29999));
        Curriculum apart = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MAX, Curriculum.Mode.RELABEL, 0, 1, 0.7, 0.3, false, 0);
        Curriculum equal = new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MAX, Curriculum.Mode.RELABEL, 0, 1, 0.7, 0.7, false, 0);

        assertThat(CurriculumSelection.select(apart, 1, 0.1, pool, 3)
                        .frames()
                        .get(0)
                        .ignored())
                .extracting(ScoredBox::confidence)
                .containsExactly(0.69999, 0.3);
        assertThat(CurriculumSelection.select(equal, 1, 0.1, pool, 3)
                        .frames()
                        .get(0)
                        .ignored())
                .isEmpty();
    }

    @Test
    void anAuditDoesNotDependOnTheOrderOfThePool() {
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
        assertThatThrownBy(() -> Curriculum.schedule(95, -5)).hasMessageContaining("'step' is -5.0");
        assertThatThrownBy(() -> Curriculum.schedule(Double.NaN, 5)).hasMessageContaining("'start' is NaN");
        assertThatThrownBy(() -> Curriculum.schedule(95, 1e-9)).hasMessageContaining("at least 0.01");
        assertThatThrownBy(() -> accumulatingBy(List.of())).hasMessageContaining("at least one percentile");
        assertThatThrownBy(() -> accumulatingBy(List.of(-0.5)))
                .hasMessageContaining("[-0.5], but must be numbers in [0, 100]");
        assertThatThrownBy(() -> accumulatingBy(List.of(100.5))).hasMessageContaining("[100.5]");
        assertThatThrownBy(() -> accumulatingBy(List.of(Double.NaN))).hasMessageContaining("[NaN]");
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

    private static Curriculum accumulatingBy(List<Double> percentiles) {
        return new Curriculum(
                percentiles, Curriculum.FrameScore.MIN, Curriculum.Mode.ACCUMULATE, 10, 1, 0.5, 0.5, false, 0);
    }

    @Test
    void invalidLimitsThresholdsAndNamesAreRefused() {
        assertThatThrownBy(() -> accumulating(-1, 1)).hasMessageContaining("'maxPerRound' is -1");
        assertThatThrownBy(() -> accumulating(10, 0.9))
                .hasMessageContaining("'growth' is 0.9, but must be in [1, 1000]");
        assertThatThrownBy(() -> accumulating(10, Double.NaN)).hasMessageContaining("'growth' is NaN");
        assertThatThrownBy(() -> thresholds(1.1, 0.5, 0)).hasMessageContaining("'boxThreshold' is 1.1");
        assertThatThrownBy(() -> thresholds(0.5, -0.1, 0)).hasMessageContaining("'ignoreThreshold' is -0.1");
        assertThatThrownBy(() -> thresholds(0.5, 0.6, 0))
                .hasMessageContaining("must not be above the boxThreshold of 0.5");
        assertThatThrownBy(() -> thresholds(0.5, 0.5, Double.NaN)).hasMessageContaining("'auditShare' is NaN");
        assertThatThrownBy(() ->
                        CurriculumSelection.select(thresholds(0.5, 0.5, 0), 1, Double.NaN, List.of(frame(1, 0.9)), 3))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("'minConfidence' is NaN");
        assertThatThrownBy(() -> Curriculum.SCORE.parse("meen")).hasMessageContaining("did you mean 'mean'?");
        assertThatThrownBy(() -> Curriculum.MODE.parse("relable")).hasMessageContaining("did you mean 'relabel'?");
    }

    private static Curriculum thresholds(double boxes, double ignored, double audit) {
        return new Curriculum(
                List.of(0.0), Curriculum.FrameScore.MIN, Curriculum.Mode.RELABEL, 0, 1, boxes, ignored, false, audit);
    }
}
