package io.nerest.selection;

import static io.nerest.selection.Frames.at;
import static io.nerest.selection.Frames.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemporalTest {
    private static final SharedSettings SHARED = SharedSettings.DEFAULTS.withEmptyFrames(EmptyFrames.quota(0));

    @Test
    void aFrameOnWhichAFishIsMissedBetweenTwoDetectionsIsSelectedAlthoughItHasNone() {
        List<ScoredFrame> pool = List.of(
                at(0, "cam", 0, 0.9),
                at(1, "cam", 1, 0.9),
                at(2, "cam", 2),
                at(3, "cam", 3, 0.7),
                at(4, "cam", 4, 0.7));
        SelectionResult selected = select(pool, 1, SHARED);
        assertThat(ids(selected)).isEqualTo(ids(2));
        assertThat(selected.frames().get(0).score()).isCloseTo(0.7, within(1e-6));
        assertThat(selected.frames().get(0).reason()).isEqualTo("temporal 0.7000: missed between two detections");
    }

    @Test
    void aFishThatIsMissedOnSeveralFramesIsExplainedByOneOfThem() {
        List<ScoredFrame> pool = List.of(
                at(0, "cam", 0, 0.9),
                at(1, "cam", 1),
                at(2, "cam", 2),
                at(3, "cam", 3, 0.9),
                at(10, "other", 0),
                at(11, "other", 1, 0.3),
                at(12, "other", 2));
        SelectionResult selected = select(pool, 3, SHARED);
        assertThat(ids(selected).subList(0, 2)).containsOnlyOnce(Frames.id(11)).doesNotHaveDuplicates();
        assertThat(selected.frames())
                .extracting(SelectedFrame::score)
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(0.45, within(1e-6)),
                        second -> assertThat(second).isCloseTo(0.3, within(1e-6)),
                        third -> assertThat(third).isCloseTo(0.45, within(1e-6)));
    }

    @Test
    void aFishFoundOnceAndNowhereNearIsSelectedByItsConfidence() {
        List<ScoredFrame> pool = List.of(
                at(0, "cam", 0),
                at(1, "cam", 1, 0.8),
                at(2, "cam", 2),
                at(3, "cam", 3),
                // A steady fish of another camera.
                at(10, "other", 0, 0.5),
                at(11, "other", 1, 0.5),
                at(12, "other", 2, 0.5));
        SelectionResult selected = select(pool, 1, SHARED);
        assertThat(ids(selected)).isEqualTo(ids(1));
        assertThat(selected.frames().get(0).reason()).isEqualTo("temporal 0.8000: found once and nowhere near");
    }

    @Test
    void aChangeOfConfidenceIsTheDifferenceFromItsNeighboursMean() {
        List<ScoredFrame> pool = List.of(at(0, "cam", 0, 0.9), at(1, "cam", 1, 0.2), at(2, "cam", 2, 0.7));
        SelectionResult selected = select(pool, 1, SHARED);
        assertThat(ids(selected)).isEqualTo(ids(1));
        assertThat(selected.frames().get(0).score()).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void aBoxElsewhereInTheImageDoesNotContinueATrack() {
        ScoredBox corner = new ScoredBox(0, 0.6, 0.9, 0.9, 0.05, 0.05);
        List<ScoredFrame> pool = List.of(
                at(0, "cam", 0, 0.9),
                new ScoredFrame(Frames.id(1), "cam", Frames.DAWN.plusSeconds(1), List.of(corner), new float[0]),
                at(2, "cam", 2, 0.9));
        SelectionResult selected = select(pool, 1, SHARED);
        // Frame 1: the fish in the middle is missed, 0.9, and the corner is found once, 0.6.
        assertThat(ids(selected)).isEqualTo(ids(1));
        assertThat(selected.frames().get(0).parts()).containsEntry("flickers", 2.0);
    }

    @Test
    void framesFartherApartThanTheGapAndOtherCamerasAreNoNeighbours() {
        List<ScoredFrame> pool =
                List.of(at(0, "cam", 0, 0.9), at(1, "other", 1), at(2, "cam", 20), at(3, "cam", 40, 0.9));
        SelectionResult selected = select(pool, 2, SHARED);
        assertThat(ids(selected)).containsExactlyInAnyOrderElementsOf(ids(0, 3));
        assertThat(selected.frames())
                .allSatisfy(frame -> assertThat(frame.reason()).contains("no flicker; by entropy"));
        assertThat(ids(select(new Temporal(30), pool, 1, SHARED))).isEqualTo(ids(2));
    }

    @Test
    void excludedEmptyFramesStayExcluded() {
        List<ScoredFrame> pool = List.of(at(0, "cam", 0, 0.9), at(1, "cam", 1), at(2, "cam", 2, 0.9));
        SelectionResult selected = select(pool, 3, SHARED.withEmptyFrames(EmptyFrames.EXCLUDE));
        assertThat(ids(selected)).containsExactlyInAnyOrderElementsOf(ids(0, 2));
    }

    @Test
    void theOrderOfThePoolDoesNotMatter() {
        Random random = new Random(5);
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double[] boxes = random.doubles(random.nextInt(3), 0.1, 1).toArray();
            pool.add(at(i, i % 2 == 0 ? "cam" : "other", i, boxes));
        }
        List<ScoredFrame> shuffled = new ArrayList<>(pool);
        Collections.shuffle(shuffled, random);
        assertThat(ids(select(shuffled, 20, SHARED))).isEqualTo(ids(select(pool, 20, SHARED)));
    }

    @Test
    void withinStrataAndMixesItFindsMissedFishToo() {
        List<ScoredFrame> pool = List.of(
                at(0, "cam", 0, 0.9),
                at(1, "cam", 1, 0.9),
                at(2, "cam", 2),
                at(3, "cam", 3, 0.9),
                at(4, "cam", 4, 0.9));
        Strategy stratified =
                Strategies.configure("stratified", Map.of("inner", "temporal")).strategy();
        assertThat(ids(select(stratified, pool, 1, SHARED))).isEqualTo(ids(2));
        Strategy mix =
                Strategies.configure("mix", Map.of("shares", "temporal:0.9")).strategy();
        assertThat(ids(select(mix, pool, 1, SHARED))).isEqualTo(ids(2));
    }

    @Test
    void theGapIsChecked() {
        assertThatThrownBy(() -> Strategies.configure("temporal", Map.of("maxGapSeconds", 0)))
                .hasMessageContaining("'maxGapSeconds' is 0.0, but must be in (0, 86400]");
    }

    private static SelectionResult select(List<ScoredFrame> pool, int batch, SharedSettings settings) {
        return select(new Temporal(10), pool, batch, settings);
    }

    private static SelectionResult select(
            Strategy strategy, List<ScoredFrame> pool, int batch, SharedSettings settings) {
        return Selection.select(new SelectionRequest(strategy, settings, batch, pool, List.of(), 5));
    }
}
