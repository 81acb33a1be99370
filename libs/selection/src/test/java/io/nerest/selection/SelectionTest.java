package io.nerest.selection;

import static io.nerest.selection.Frames.at;
import static io.nerest.selection.Frames.embedded;
import static io.nerest.selection.Frames.frame;
import static io.nerest.selection.Frames.ids;
import static io.nerest.selection.Frames.ofClass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Strategy LEAST = new LeastConfidence();

    private static SelectionResult select(SharedSettings settings, int batchSize, List<ScoredFrame> pool) {
        return Selection.select(new SelectionRequest(LEAST, settings, batchSize, pool, List.of(), 7));
    }

    @Test
    void theLeastSureFramesComeFirstAndSayWhy() {
        List<ScoredFrame> pool = List.of(frame(1, 0.9), frame(2, 0.3, 0.2), frame(3, 0.6));

        SelectionResult selected = select(Frames.PLAIN, 2, pool);

        assertThat(ids(selected)).isEqualTo(ids(2, 3));
        assertThat(selected.frames().get(0).rank()).isEqualTo(1);
        assertThat(selected.frames().get(0).reason()).isEqualTo("least-confidence 0.7000, max over 2 boxes");
        assertThat(selected.frames().get(0).parts())
                .containsEntry("highestConfidence", 0.3)
                .containsEntry("lowestConfidence", 0.2)
                .containsEntry("boxes", 2.0);
    }

    @Test
    void emptyFramesAreNeverPickedWhereExcluded() {
        SelectionResult selected = select(
                Frames.PLAIN.withEmptyFrames(EmptyFrames.EXCLUDE), 3, List.of(frame(1), frame(2, 0.9), frame(3)));

        assertThat(ids(selected)).isEqualTo(ids(2));
        assertThat(selected.notes()).singleElement().asString().contains("3 was asked", "1 frames", "exclude");
    }

    @Test
    void emptyFramesComeLastWhereCertainAndFirstWhereUncertain() {
        List<ScoredFrame> pool = List.of(frame(1), frame(2, 0.99));

        assertThat(ids(select(Frames.PLAIN.withEmptyFrames(EmptyFrames.CERTAIN), 2, pool)))
                .isEqualTo(ids(2, 1));
        assertThat(ids(select(Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN), 2, pool)))
                .isEqualTo(ids(1, 2));
    }

    @Test
    void anUncertainEmptyFrameBearsTheHighestScoreEvenWhereScoresHaveNoEnd() {
        SharedSettings settings =
                Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN).withAggregation(Aggregation.SUM);

        SelectionResult selected = select(settings, 2, List.of(frame(1), frame(2, 0.2, 0.2, 0.2)));

        assertThat(selected.frames()).extracting(SelectedFrame::score).allMatch(score -> Math.abs(score - 2.4) < 1e-9);
        assertThat(ids(selected)).isEqualTo(ids(1, 2));
    }

    @Test
    void aQuotaOfEmptyFramesIsKept() {
        List<ScoredFrame> pool = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0 ? frame(i) : frame(i, 0.5 + i / 100.0))
                .toList();

        SelectionResult selected = select(Frames.PLAIN.withEmptyFrames(EmptyFrames.quota(0.2)), 10, pool);

        assertThat(selected.frames()).hasSize(10);
        assertThat(selected.frames().stream().filter(pick -> pick.reason().contains("sees nothing")))
                .hasSize(2);
        assertThat(ids(selected).subList(0, 8)).isEqualTo(ids(1, 3, 5, 7, 9, 11, 13, 15));
    }

    @Test
    void whereOneKindRunsOutTheOtherFillsTheBatch() {
        EmptyFrames tenth = EmptyFrames.quota(0.1);

        assertThat(select(Frames.PLAIN.withEmptyFrames(tenth), 4, List.of(frame(1), frame(2), frame(3), frame(4)))
                        .frames())
                .hasSize(4);
        assertThat(select(Frames.PLAIN.withEmptyFrames(tenth), 2, List.of(frame(1, 0.5), frame(2, 0.4)))
                        .frames())
                .hasSize(2);
    }

    @Test
    void boxesBelowTheLeastConfidenceAreNotSeen() {
        SelectionResult selected = select(
                Frames.PLAIN.withMinConfidence(0.25).withEmptyFrames(EmptyFrames.EXCLUDE),
                2,
                List.of(frame(1, 0.2), frame(2, 0.3)));

        assertThat(ids(selected)).isEqualTo(ids(2));
    }

    @Test
    void framesOfOneCameraKeepTheirDistanceInTime() {
        List<ScoredFrame> pool =
                List.of(at(1, "a", 0, 0.1), at(2, "a", 9, 0.2), at(3, "a", 10, 0.3), at(4, "b", 1, 0.4));

        SelectionResult selected = select(Frames.PLAIN.withMinGap(Duration.ofSeconds(10)), 4, pool);

        assertThat(ids(selected)).isEqualTo(ids(1, 3, 4));
        assertThat(selected.excluded()).hasSize(1).containsValue(1);
    }

    @Test
    void nearDuplicatesOfTheBatchAndOfLabelledFramesAreLeftOut() {
        List<ScoredFrame> pool = List.of(
                embedded(1, 0.1f, 1, 0), embedded(2, 0.2f, 2, 0.01f), embedded(3, 0.3f, 0, 1), embedded(4, 0.4f, 1, 1));
        LabelledFrame labelled = new LabelledFrame(Frames.id(9), "cam", Frames.DAWN, new float[] {0, 3});

        SelectionResult selected = Selection.select(
                new SelectionRequest(LEAST, Frames.PLAIN.withNearDuplicate(0.05), 4, pool, List.of(labelled), 7));

        assertThat(ids(selected)).isEqualTo(ids(1, 4));
    }

    @Test
    void classesShareTheBatchAsFarAsThePoolHasThem() {
        List<ScoredFrame> pool = List.of(
                ofClass(1, 0, 0.1), ofClass(2, 0, 0.2), ofClass(3, 0, 0.3), ofClass(4, 0, 0.4), ofClass(5, 1, 0.9));

        SelectionResult selected = select(Frames.PLAIN.withClassBalance(true), 4, pool);

        assertThat(ids(selected)).isEqualTo(ids(1, 2, 5, 3));
    }

    @Test
    void aLabelledFrameIsNeverPicked() {
        LabelledFrame labelled = new LabelledFrame(Frames.id(1), "cam", Frames.DAWN, new float[0]);

        SelectionResult selected = Selection.select(new SelectionRequest(
                LEAST, Frames.PLAIN, 2, List.of(frame(1, 0.1), frame(2, 0.9)), List.of(labelled), 7));

        assertThat(ids(selected)).isEqualTo(ids(2));
    }

    @Test
    void aFrameThatIsInThePoolTwiceIsRefused() {
        assertThatThrownBy(() -> select(Frames.PLAIN, 1, List.of(frame(1, 0.1), frame(1, 0.2))))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void missingEmbeddingsAndThoseOfTwoModelsAreRefused() {
        SharedSettings apart = Frames.PLAIN.withNearDuplicate(0.1);

        assertThatThrownBy(() -> select(apart, 1, List.of(frame(1, 0.1)))).hasMessageContaining("has no embedding");
        assertThatThrownBy(() -> select(apart, 2, List.of(embedded(1, 0.1, 1), embedded(2, 0.2, 1, 2))))
                .hasMessageContaining("two models");
    }
}
