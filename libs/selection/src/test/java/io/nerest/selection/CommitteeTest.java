package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitteeTest {

    private static final ScoredBox LEFT = box(0, 0.9, 0.3);
    private static final ScoredBox RIGHT = box(0, 0.8, 0.7);

    private static ScoredBox box(int classId, double confidence, double cx) {
        return new ScoredBox(classId, confidence, cx, 0.5, 0.2, 0.2);
    }

    private static ScoredFrame seen(int number, List<ScoredBox> boxes, List<List<ScoredBox>> others) {
        return new ScoredFrame(Frames.id(number), "cam", Frames.DAWN, boxes, new float[0], others);
    }

    // Two of three see a box: -(2/3 ln 2/3 + 1/3 ln 1/3) / ln 3 = 0.636514 / 1.098612 = 0.579380
    @Test
    void membersAreTheLastModelsOrTheNamedOnesAndAlwaysTheNewest() {
        List<String> models = List.of("base", "r0", "r1", "r2");

        assertThat(new Committee(3, 0.5, 0.5).membersOf(models)).containsExactly("r0", "r1", "r2");
        assertThat(new Committee(3, 0.5, 0.5).membersOf(List.of("base"))).containsExactly("base");
        assertThat(committee(Map.of("models", List.of("other-seed", "scale-s"))).membersOf(models))
                .containsExactly("other-seed", "scale-s", "r2");
        assertThat(committee(Map.of("models", List.of("r2", "scale-s"))).membersOf(models))
                .containsExactly("scale-s", "r2");
        assertThatThrownBy(() -> committee(Map.of("models", List.of("a", "b"), "members", 5)))
                .hasMessageContaining("'members' is 5");
        assertThatThrownBy(() -> committee(Map.of("models", List.of("a", "a")))).hasMessageContaining("twice");
    }

    @Test
    void aStrategyMadeOfACommitteeNeedsItsMembers() {
        assertThat(Strategies.configure("stratified", Map.of("inner", "committee", "members", 4))
                        .strategy()
                        .committee())
                .map(Committee::members)
                .contains(4);
        assertThat(Strategies.configure("mix", Map.of("shares", Map.of("committee", 0.5, "entropy", 0.4)))
                        .strategy()
                        .committee())
                .map(Committee::members)
                .contains(3);
        assertThat(Strategies.configure("mix", Map.of()).strategy().committee()).isEmpty();
    }

    private static Committee committee(Map<String, Object> settings) {
        return (Committee) Strategies.configure("committee", settings).strategy();
    }

    @Test
    void voteEntropyIsTheEntropyOfTheModelsVotes() {
        assertThat(Committee.voteEntropy(new @Nullable ScoredBox[] {LEFT, LEFT, null}))
                .isCloseTo(0.579380, within(1e-6));
        assertThat(Committee.voteEntropy(new @Nullable ScoredBox[] {LEFT, LEFT, LEFT}))
                .isZero();
        assertThat(Committee.voteEntropy(new @Nullable ScoredBox[] {LEFT, box(1, 0.9, 0.3), null}))
                .isCloseTo(1, within(1e-12));
    }

    // Centres 0.5 and 0.6, width 0.2: the mean box is at 0.55 and shares 0.15 of the width; IoU 0.03 / 0.05 = 0.6
    @Test
    void spreadIsTheMeanDistanceOfTheBoxesFromTheirMean() {
        double spread = Committee.spread(new @Nullable ScoredBox[] {box(0, 0.9, 0.5), box(0, 0.7, 0.6), null});

        assertThat(spread).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void boxesAreMatchedByOverlapBeforeModelsAreCompared() {
        ScoredFrame agreed = seen(1, List.of(LEFT, RIGHT), List.of(List.of(RIGHT, LEFT), List.of(LEFT, RIGHT)));
        ScoredFrame missed = seen(2, List.of(LEFT, RIGHT), List.of(List.of(RIGHT), List.of(LEFT, RIGHT)));
        Committee committee = new Committee(3, 0.5, 0);

        assertThat(committee.score(agreed, Aggregation.MAX)).isZero();
        assertThat(committee.score(missed, Aggregation.MAX)).isCloseTo(0.579380, within(1e-6));
        assertThat(committee.score(missed, Aggregation.MEAN)).isCloseTo(0.289690, within(1e-6));
    }

    @Test
    void aFrameOnWhichOnlyOneModelDetectsAnObjectIsNotEmpty() {
        ScoredFrame disputed = seen(1, List.of(), List.of(List.of(LEFT), List.of()));
        ScoredFrame empty = seen(2, List.of(), List.of(List.of(), List.of()));
        ScoredFrame agreed = seen(3, List.of(LEFT), List.of(List.of(LEFT), List.of(LEFT)));

        SelectionResult selected = Selection.select(new SelectionRequest(
                new Committee(3, 0.5, 0.5),
                Frames.PLAIN.withEmptyFrames(EmptyFrames.EXCLUDE),
                3,
                List.of(agreed, disputed, empty),
                List.of(),
                1));

        assertThat(Frames.ids(selected)).isEqualTo(Frames.ids(1, 3));
    }

    @Test
    void aCommitteeOfOneIsRefused() {
        assertThatThrownBy(() -> new Committee(1, 0.5, 0.5))
                .hasMessageContaining("'members' is 1, but must be in [2, 1000]");
        assertThatThrownBy(() -> new Committee(3, 0.5, 0.5).score(Frames.frame(1, 0.5), Aggregation.MAX))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("a committee needs at least two");
    }
}
