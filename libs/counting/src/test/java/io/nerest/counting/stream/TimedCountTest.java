package io.nerest.counting.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Direction;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimedCountTest {
    private static final Instant BEGIN = Instant.parse("2026-07-01T06:00:00Z");
    private static final CountingLine LINE = new CountingLine(100, 300, 100, 0);

    @Test
    void framesOfAnyOrderWithLostOnesGiveTracksAndPassagesWithTimes() {
        List<TimedDetections> frames = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            if (i != 11 && i != 12) {
                frames.add(at(i * 200L, 55 + 5 * i));
            }
        }
        Collections.shuffle(frames, new Random(1));
        TimedCount count = count(frames);
        assertThat(count.fish()).isEqualTo(1);
        assertThat(count.tracks()).singleElement().satisfies(track -> {
            assertThat(track.from()).isEqualTo(BEGIN);
            assertThat(track.to()).isEqualTo(BEGIN.plusMillis(29 * 200));
            assertThat(track.detections()).isEqualTo(28);
        });
        // Its centre is beyond 100 by a tenth of its size, 2.8 pixels, at 55 + 5 * 10.
        assertThat(count.passages())
                .containsExactly(new TimedCount.TimedPassage(1, BEGIN.plusMillis(2000), Direction.IN));
        assertThat(count.passages(Direction.IN)).isEqualTo(1);
        assertThat(count.passages(Direction.OUT)).isZero();
    }

    @Test
    void aPauseOfAMinuteEndsATrack() {
        List<TimedDetections> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(at(i * 200L, 20 + 5 * i));
            frames.add(at(60_000 + i * 200L, 70 + 5 * i));
        }
        assertThat(count(frames).tracks()).hasSize(2);
    }

    @Test
    void noFrameAndFramesAtOneTimeAreCounted() {
        assertThat(count(List.of())).isEqualTo(new TimedCount(List.of(), List.of()));
        assertThat(count(List.of(at(0, 50), at(0, 50), at(0, 50))).tracks()).hasSize(1);
    }

    private static TimedCount count(List<TimedDetections> frames) {
        return TimedCount.of(frames, TrackerSettings.DEFAULT, FishRule.DEFAULT, Optional.of(LINE));
    }

    private static TimedDetections at(long millis, float x) {
        Detection fish = new Detection(new Box(x - 20, 90, x + 20, 110), 0.8f, 0);
        return new TimedDetections(BEGIN.plusMillis(millis), List.of(fish));
    }
}
