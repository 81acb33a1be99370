package io.nerest.counting.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerTest {

    private final Tracker tracker = new Tracker(TrackerSettings.DEFAULT);

    @Test
    void twoFishThatPassEachOtherKeepTheirTracks() {
        for (int frame = 0; frame < 60; frame++) {
            tracker.add(frame, List.of(fish(10 + 8 * frame, 100, 0.9), fish(490 - 8 * frame, 118, 0.9)));
        }
        List<Track> tracks = tracker.finish();
        assertThat(tracks).hasSize(2);
        assertThat(tracks.get(0).points())
                .hasSize(60)
                .allSatisfy(point -> assertThat(point.centreY()).isEqualTo(100));
        assertThat(tracks.get(1).points())
                .hasSize(60)
                .allSatisfy(point -> assertThat(point.centreY()).isEqualTo(118));
    }

    @Test
    void aDetectionOfLowConfidenceContinuesATrackButBeginsNone() {
        for (int frame = 0; frame < 20; frame++) {
            boolean dim = frame >= 8 && frame < 12;
            tracker.add(frame, List.of(fish(100 + 5 * frame, 100, dim ? 0.15 : 0.8), fish(400, 300, 0.15)));
        }
        assertThat(tracker.finish())
                .singleElement()
                .satisfies(track -> assertThat(track.points()).hasSize(20));
    }

    @Test
    void aFishThatIsMissedForASecondKeepsItsTrack() {
        for (int frame = 0; frame < 40; frame++) {
            boolean missed = frame >= 15 && frame < 25;
            tracker.add(frame, missed ? List.of() : List.of(fish(100 + 6 * frame, 100, 0.8)));
        }
        assertThat(tracker.finish())
                .singleElement()
                .satisfies(track -> assertThat(track.points()).hasSize(30));
    }

    @Test
    void aFishThatSwimsItsOwnLengthFromFrameToFrameHasOneTrack() {
        for (int frame = 0; frame < 12; frame++) {
            tracker.add(frame, List.of(fish(20 + 40 * frame, 200, 0.8)));
        }
        assertThat(tracker.finish()).hasSize(1);
    }

    @Test
    void aTrackEndsTwoSecondsAfterItsLastDetection() {
        for (int frame = 0; frame < 5; frame++) {
            tracker.add(frame, List.of(fish(100, 100, 0.8)));
        }
        tracker.add(24, List.of());
        assertThat(tracker.takeEnded()).isEmpty();
        tracker.add(25, List.of());
        assertThat(tracker.takeEnded())
                .singleElement()
                .satisfies(track -> assertThat(track.last().frame()).isEqualTo(4));
        assertThat(tracker.takeEnded()).isEmpty();
        tracker.add(26, List.of(fish(100, 100, 0.8)));
        assertThat(tracker.finish())
                .singleElement()
                .satisfies(track -> assertThat(track.id()).isEqualTo(2));
    }

    @Test
    void aFrameOutOfOrderIsRejected() {
        tracker.add(7, List.of());
        assertThatThrownBy(() -> tracker.add(7, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frame 7 follows frame 7");
    }

    @Test
    void settingsOutOfRangeAreRejected() {
        assertThatThrownBy(() -> TrackerSettings.DEFAULT.withConfidence(0.5, 0.3))
                .hasMessageContaining("lowConfidence is 0.5");
        assertThatThrownBy(() -> TrackerSettings.DEFAULT.atRate(0)).hasMessageContaining("rate of 0.0");
        assertThat(TrackerSettings.DEFAULT.atRate(10)).isEqualTo(TrackerSettings.DEFAULT);
        assertThat(TrackerSettings.DEFAULT.atRate(30).mostMissing()).isEqualTo(60);
    }

    @Test
    void staticDebrisFlickerAndUnsureTracksAreNoFish() {
        FishRule rule = FishRule.DEFAULT;
        assertThat(rule.holds(track(30, 0.8, 4))).as("a fish").isTrue();
        assertThat(rule.holds(track(30, 0.8, 0))).as("debris that lies still").isFalse();
        assertThat(rule.holds(track(4, 0.8, 20))).as("a flicker").isFalse();
        assertThat(rule.holds(track(30, 0.3, 4))).as("unsure").isFalse();
        List<TrackPoint> waving = new ArrayList<>();
        for (int frame = 0; frame < 50; frame++) {
            waving.add(point(frame, 200 + 8 * Math.sin(frame), 0.8));
        }
        assertThat(rule.holds(new Track(1, waving))).as("weed that waves").isFalse();
    }

    @Test
    void travelIsInTheFishsOwnSizes() {
        // The mean of 28 centres that move by 4 pixels a frame, over three places: 8 pixels of a size of 28.3.
        assertThat(FishRule.travel(track(30, 0.8, 4))).isCloseTo(27 * 4 / Math.sqrt(800), within());
        assertThat(FishRule.travel(track(1, 0.8, 4))).isZero();
        assertThat(FishRule.travel(track(2, 0.8, 4))).isZero();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-4);
    }

    private static Track track(int length, double confidence, double speed) {
        List<TrackPoint> points = new ArrayList<>();
        for (int frame = 0; frame < length; frame++) {
            points.add(point(frame, 100 + speed * frame, confidence));
        }
        return new Track(1, points);
    }

    private static TrackPoint point(long frame, double x, double confidence) {
        Detection fish = fish(x, 100, confidence);
        return new TrackPoint(frame, fish.box(), fish.confidence());
    }

    /** A fish of 40 by 20 pixels. */
    private static Detection fish(double x, double y, double confidence) {
        return new Detection(
                new Box((float) x - 20, (float) y - 10, (float) x + 20, (float) y + 10), (float) confidence, 0);
    }
}
