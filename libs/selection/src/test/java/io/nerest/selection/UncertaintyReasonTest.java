package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncertaintyReasonTest {

    private static List<SelectedFrame> select(Strategy strategy, SharedSettings settings, ScoredFrame... pool) {
        return Selection.select(new SelectionRequest(strategy, settings, pool.length, List.of(pool), List.of(), 1))
                .frames();
    }

    @Test
    void aReasonNamesTheScoreTheAggregationAndTheBoxes() {
        List<SelectedFrame> selected = select(
                new LeastConfidence(), Frames.PLAIN, Frames.frame(1, 0.4), Frames.frame(2, 0.7, 0.9), Frames.frame(3));

        assertThat(selected)
                .extracting(SelectedFrame::reason)
                .containsExactly(
                        "least-confidence 0.6000, max over 1 box",
                        "least-confidence 0.1000, max over 2 boxes",
                        "no detections, which emptyFrames 'certain' ranks last");
        assertThat(selected)
                .extracting(SelectedFrame::parts)
                .containsExactly(
                        Map.of("boxes", 1.0, "highestConfidence", 0.4, "lowestConfidence", 0.4),
                        Map.of("boxes", 2.0, "highestConfidence", 0.9, "lowestConfidence", 0.7),
                        Map.of("boxes", 0.0));
    }

    @Test
    void emptyFramesThatRankFirstSaySoAndHaveTheHighestPossibleScore() {
        SharedSettings emptyFirst = Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN);
        ScoredFrame uncertain = Frames.frame(1, 0.45);
        ScoredFrame empty = Frames.frame(2);

        for (Strategy strategy :
                List.of(new LeastConfidence(), new BernoulliEntropy(), new Margin(Margin.Between.OBJECT))) {
            SelectedFrame first = select(strategy, emptyFirst, uncertain, empty).get(0);

            assertThat(first.frameId()).as(strategy.name()).isEqualTo(empty.frameId());
            assertThat(first.score()).as(strategy.name()).isEqualTo(1);
            assertThat(first.reason()).isEqualTo("no detections, which emptyFrames 'uncertain' ranks first");
        }
    }

    @Test
    void aSumHasNoHighestScoreSoEmptyFramesHaveThatOfTheMostUncertainOther() {
        SharedSettings sum =
                Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN).withAggregation(Aggregation.parse("sum"));
        ScoredFrame uncertain = Frames.frame(1, 0.5, 0.5, 0.5);
        ScoredFrame empty = Frames.frame(2);

        for (Strategy strategy : List.of(new BernoulliEntropy(), new Margin(Margin.Between.OBJECT))) {
            SelectedFrame first = select(strategy, sum, uncertain, empty).get(0);

            assertThat(first.frameId()).as(strategy.name()).isEqualTo(empty.frameId());
            assertThat(first.score()).as(strategy.name()).isEqualTo(3);
        }
    }

    @Test
    void theMarginOfBoxesIsBoundedUnderEveryAggregation() {
        assertThat(new Margin(Margin.Between.BOXES).highest(Aggregation.parse("sum")))
                .isEqualTo(1);
        assertThat(new Margin(Margin.Between.BOXES).score(Frames.boxes(0.2, 0.9, 0.6), Aggregation.MAX))
                .isEqualTo(1 - (0.9 - 0.6));
    }
}
