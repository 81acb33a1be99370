package io.nerest.counting.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.box.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases whose values follow from the definitions by hand. */
class TrackingScoresTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final Box HERE = new Box(0, 0, 10, 10);
    private static final Box THERE = new Box(100, 100, 110, 110);

    @Test
    void perfectTracksScoreOne() {
        List<KnownFrame> frames = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            frames.add(new KnownFrame(Map.of(1, HERE, 2, THERE), Map.of(7, HERE, 9, THERE)));
        }
        TrackingScore score = TrackingScores.of(frames);
        assertThat(score).isEqualTo(new TrackingScore(1, 1, 1, 1, 1, 0, 0, 0, 10));
    }

    @Test
    void aTrackThatBreaksInTheMiddleLosesItsIdentityForHalfOfItsBoxes() {
        List<KnownFrame> frames = List.of(
                new KnownFrame(Map.of(1, HERE), Map.of(1, HERE)),
                new KnownFrame(Map.of(1, HERE), Map.of(1, HERE)),
                new KnownFrame(Map.of(1, HERE), Map.of(2, HERE)),
                new KnownFrame(Map.of(1, HERE), Map.of(2, HERE)));
        TrackingScore score = TrackingScores.of(frames);
        assertThat(score.switches()).isEqualTo(1);
        assertThat(score.mota()).isEqualTo(0.75, EXACT);
        assertThat(score.idf1()).isEqualTo(0.5, EXACT);
        assertThat(score.detA()).isEqualTo(1, EXACT);
        // Each box: 2 true associations, 2 missed, none wrong.
        assertThat(score.assA()).isEqualTo(0.5, EXACT);
        assertThat(score.hota()).isEqualTo(Math.sqrt(0.5), EXACT);
    }

    @Test
    void missedAndWrongBoxesAreCountedOnceEach() {
        List<KnownFrame> frames = List.of(
                new KnownFrame(Map.of(1, HERE), Map.of(1, HERE)),
                new KnownFrame(Map.of(1, HERE), Map.of()),
                new KnownFrame(Map.of(), Map.of(1, HERE)),
                new KnownFrame(Map.of(1, HERE, 2, THERE), Map.of(1, HERE)));
        TrackingScore score = TrackingScores.of(frames);
        assertThat(score.known()).isEqualTo(4);
        assertThat(score.missed()).isEqualTo(2);
        assertThat(score.wrong()).isEqualTo(1);
        assertThat(score.switches()).isZero();
        assertThat(score.mota()).isEqualTo(0.25, EXACT);
        assertThat(score.idf1()).isEqualTo(2.0 * 2 / (4 + 3), EXACT);
        assertThat(score.detA()).isEqualTo(2.0 / 5, EXACT);
        // Both matches: 2 true associations of 3 known and 3 tracked boxes.
        assertThat(score.assA()).isEqualTo(2.0 / (3 + 3 - 2), EXACT);
    }

    @Test
    void hotaIsTheMeanOverThresholdsOfTheOverlap() {
        // Intersection 7.5 of 10 by 10, union 12.5: 0.6, which is at or above 12 of the 19 thresholds.
        Box shifted = new Box(2.5f, 0, 12.5f, 10);
        TrackingScore score = TrackingScores.of(List.of(new KnownFrame(Map.of(1, HERE), Map.of(1, shifted))));
        assertThat(score.hota()).isEqualTo(12.0 / 19, EXACT);
        assertThat(score.mota()).isEqualTo(1, EXACT);
        Box further = new Box(4, 0, 14, 10);
        TrackingScore below = TrackingScores.of(List.of(new KnownFrame(Map.of(1, HERE), Map.of(1, further))));
        assertThat(below.mota())
                .as("an overlap of 0.43 is one missed and one wrong box")
                .isEqualTo(-1, EXACT);
        assertThat(below.hota()).isEqualTo(8.0 / 19, EXACT);
    }

    @Test
    void aMatchOfThePreviousFrameContinuesAlthoughAnotherOverlapsMore() {
        Box near = new Box(1, 0, 11, 10);
        List<KnownFrame> frames = List.of(
                new KnownFrame(Map.of(1, HERE), Map.of(1, HERE)),
                new KnownFrame(Map.of(1, HERE), Map.of(1, near, 2, HERE)));
        TrackingScore score = TrackingScores.of(frames);
        assertThat(score.switches()).isZero();
        assertThat(score.wrong()).isEqualTo(1);
    }

    @Test
    void nothingKnownAndNothingTrackedHasNoScore() {
        TrackingScore score = TrackingScores.of(List.of(new KnownFrame(Map.of(), Map.of())));
        assertThat(score.mota()).isNaN();
        assertThat(score.hota()).isNaN();
        assertThat(score.idf1()).isNaN();
    }
}
