package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitteeScoreTest {

    private static ScoredBox box(double confidence, double cx) {
        return new ScoredBox(0, confidence, cx, 0.5, 0.2, 0.2);
    }

    private static ScoredFrame seen(int number, List<ScoredBox> boxes, List<List<ScoredBox>> others) {
        return new ScoredFrame(Frames.id(number), "cam", Frames.DAWN, boxes, new float[0], others);
    }

    private static List<SelectedFrame> select(SharedSettings settings, ScoredFrame... pool) {
        return Selection.select(new SelectionRequest(
                        new Committee(3, 0.5, 0.5), settings, pool.length, List.of(pool), List.of(), 1))
                .frames();
    }

    // Votes of two of three models: 0.579380; centres 0.5 and 0.55, mean 0.525, IoU 0.175 / 0.225: spread 0.222222
    @Test
    void theWeightOfBoxesDividesTheScore() {
        ScoredFrame frame = seen(1, List.of(box(0.9, 0.5)), List.of(List.of(box(0.8, 0.55)), List.of()));

        assertThat(new Committee(3, 0.5, 0).score(frame, Aggregation.MAX)).isCloseTo(0.579380, within(1e-6));
        assertThat(new Committee(3, 0.5, 1).score(frame, Aggregation.MAX)).isCloseTo(0.222222, within(1e-6));
        assertThat(new Committee(3, 0.5, 0.25).score(frame, Aggregation.MAX))
                .isCloseTo(0.75 * 0.579380 + 0.25 * 0.222222, within(1e-6));
    }

    @Test
    void oneBoxHasNoSpread() {
        assertThat(Committee.spread(new @Nullable ScoredBox[] {box(0.3, 0.123), null, null}))
                .isZero();
    }

    @Test
    void aCampaignWithoutModelsHasNoCommittee() {
        assertThat(new Committee(3, 0.5, 0.5).membersOf(List.of())).isEmpty();
    }

    @Test
    void framesThatNoModelDetectsAnythingOnRankAsTheSettingSays() {
        ScoredFrame disputed = seen(1, List.of(box(0.9, 0.5)), List.of(List.of(), List.of()));
        ScoredFrame agreed = seen(2, List.of(box(0.9, 0.5)), List.of(List.of(box(0.9, 0.5)), List.of(box(0.9, 0.5))));
        ScoredFrame empty = seen(3, List.of(), List.of(List.of(), List.of()));

        List<SelectedFrame> last = select(Frames.PLAIN, empty, agreed, disputed);
        List<SelectedFrame> first =
                select(Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN), agreed, disputed, empty);

        assertThat(last).map(SelectedFrame::frameId).isEqualTo(Frames.ids(1, 2, 3));
        assertThat(first).map(SelectedFrame::frameId).isEqualTo(Frames.ids(3, 1, 2));
        assertThat(last.get(2).score()).isZero();
        assertThat(first.get(0).score()).isEqualTo(1);
        assertThat(last.get(2).reason()).isEqualTo("no model of the committee detects anything");
        assertThat(last.get(1).reason()).isEqualTo("committee 0.0000: disagreement of 3 models");
        assertThat(last.get(1).parts()).containsEntry("models", 3.0);
    }

    @Test
    void aBoxJoinsTheGroupThatItOverlapsMost() {
        // The second model's box at 0.54 overlaps the box at 0.5 (IoU 2/3) and the one at 0.58 (2/3, a little more at
        // 0.575).
        List<List<ScoredBox>> seen = List.of(List.of(box(0.9, 0.5), box(0.8, 0.575)), List.of(box(0.7, 0.54)));

        List<@Nullable ScoredBox[]> groups = BoxGroups.of(seen, 0.5);

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0)).containsExactly(box(0.9, 0.5), null);
        assertThat(groups.get(1)).containsExactly(box(0.8, 0.575), box(0.7, 0.54));
    }

    @Test
    void theMoreConfidentBoxOfAModelChoosesItsGroupFirst() {
        List<List<ScoredBox>> seen = List.of(List.of(box(0.9, 0.5)), List.of(box(0.6, 0.5), box(0.7, 0.52)));

        List<@Nullable ScoredBox[]> groups = BoxGroups.of(seen, 0.5);

        assertThat(groups.get(0)).containsExactly(box(0.9, 0.5), box(0.7, 0.52));
        assertThat(groups.get(1)).containsExactly(null, box(0.6, 0.5));
    }

    @Test
    void boxesThatOverlapLessThanTheLeastAreDifferentObjects() {
        // Centres 0.1 apart at a width of 0.2: IoU 1/3
        List<List<ScoredBox>> seen = List.of(List.of(box(0.9, 0.5)), List.of(box(0.9, 0.6)));

        assertThat(BoxGroups.of(seen, 0.34)).hasSize(2);
        assertThat(BoxGroups.of(seen, 0.33)).hasSize(1);
    }

    @Test
    void boxesBelowTheLeastConfidenceAreRemovedForEveryModel() {
        ScoredFrame frame = seen(1, List.of(box(0.9, 0.5)), List.of(List.of(box(0.4, 0.5), box(0.5, 0.6)), List.of()));

        ScoredFrame clean = frame.withBoxesFrom(0.5);

        assertThat(clean.boxes()).containsExactly(box(0.9, 0.5));
        assertThat(clean.committee()).containsExactly(List.of(box(0.5, 0.6)), List.of());
        assertThat(frame.withBoxesFrom(0.4)).isSameAs(frame);
        assertThat(frame.withBoxesFrom(0.95).boxes()).isEmpty();
    }
}
