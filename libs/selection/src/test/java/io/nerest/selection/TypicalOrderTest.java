package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypicalOrderTest {

    private static List<SelectedFrame> select(int size, List<ScoredFrame> pool, LabelledFrame... labelled) {
        return Selection.select(new SelectionRequest(new Typical(), Frames.PLAIN, size, pool, List.of(labelled), 5))
                .frames();
    }

    private static List<ScoredFrame> twoGroups() {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pool.add(Frames.embedded(i, 0.5, i));
        }
        for (int i = 0; i < 3; i++) {
            pool.add(Frames.embedded(10 + i, 0.5, 100 + i));
        }
        return pool;
    }

    @Test
    void clustersWithoutLabelsComeFirst() {
        LabelledFrame labelled = new LabelledFrame(Frames.id(99), "cam", Frames.DAWN, new float[] {2});

        SelectedFrame first = select(1, twoGroups(), labelled).get(0);

        assertThat(first.frameId()).isEqualTo(Frames.id(11));
    }

    @Test
    void labelledFramesWithoutEmbeddingAreSkipped() {
        LabelledFrame unknown = new LabelledFrame(Frames.id(99), "cam", Frames.DAWN, new float[0]);

        assertThat(select(1, twoGroups(), unknown)).hasSize(1);
    }

    @Test
    void theNextPassTakesTheNextMostTypicalFramesUntilTheBatchIsFull() {
        SharedSettings apart = Frames.PLAIN.withNearDuplicate(0);
        List<ScoredFrame> pool = twoGroups();

        List<SelectedFrame> selected = Selection.select(
                        new SelectionRequest(new Typical(), apart, pool.size(), pool, List.of(), 5))
                .frames();

        assertThat(selected).hasSize(pool.size());
        assertThat(selected.get(0).reason()).contains("number 1 by typicality in a cluster of");
    }

    @Test
    void identicalFramesHaveAFiniteScore() {
        List<ScoredFrame> same = List.of(Frames.embedded(1, 0.5, 7), Frames.embedded(2, 0.5, 7));

        assertThat(select(1, same))
                .allSatisfy(frame -> assertThat(frame.score()).isFinite());
    }
}
