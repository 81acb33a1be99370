package io.nerest.counting.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Direction;
import io.nerest.counting.passage.Passage;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamCounterTest {
    private static final CountingLine LINE = new CountingLine(120, 300, 120, 0);

    @Test
    void aFishThatEntersTheFrameCountsOnceWithoutALine() {
        StreamCounter counter = counter(Optional.empty());
        for (int frame = 0; frame < 40; frame++) {
            // It comes in from the left edge and stays in view.
            counter.add(frame, frame < 10 ? List.of() : List.of(at(Math.min(150, 15 * (frame - 9)), 0.6)));
        }
        assertThat(counter.fish()).isEqualTo(1);
        assertThat(counter.finish())
                .singleElement()
                .satisfies(track -> assertThat(track.fish()).isTrue());
        assertThat(counter.in() + counter.out()).isZero();
    }

    @Test
    void aPassageBeforeATrackIsKnownToBeAFishIsCountedWhenItIs() {
        StreamCounter counter = counter(Optional.of(LINE));
        List<Passage> passages = new ArrayList<>();
        for (int frame = 0; frame < 10; frame++) {
            CountedFrame added = counter.add(frame, List.of(at(95 + 20 * frame, 0.6)));
            assertThat(added.newFish()).hasSize(frame == 4 ? 1 : 0);
            assertThat(added.passages()).hasSize(frame == 4 ? 1 : 0);
            passages.addAll(added.passages());
        }
        assertThat(passages).containsExactly(new Passage(1, 2, Direction.IN));
        assertThat(counter.in()).isEqualTo(1);
        assertThat(counter.out()).isZero();
    }

    @Test
    void debrisAndFlickerGiveNeitherFishNorPassages() {
        StreamCounter counter = counter(Optional.of(LINE));
        for (int frame = 0; frame < 500; frame++) {
            List<Detection> detections = new ArrayList<>();
            detections.add(at(120 + 6 * Math.sin(frame), 0.9));
            if (frame % 50 < 3) {
                detections.add(at(300 + 40 * (frame % 50), 0.9));
            }
            counter.add(frame, detections);
        }
        assertThat(counter.fish()).isZero();
        assertThat(counter.in() + counter.out()).isZero();
        assertThat(counter.finish()).noneMatch(CountedTrack::fish);
    }

    @Test
    void aFishThatSwimsOffAfterARestOfAMinuteIsCounted() {
        StreamCounter counter = counter(Optional.of(LINE));
        for (int frame = 0; frame < 700; frame++) {
            counter.add(frame, List.of(at(frame < 600 ? 60 : 60 + 4 * (frame - 600), 0.6)));
        }
        assertThat(counter.fish()).isEqualTo(1);
        assertThat(counter.in()).isEqualTo(1);
    }

    private static StreamCounter counter(Optional<CountingLine> line) {
        return new StreamCounter(TrackerSettings.DEFAULT, FishRule.DEFAULT, line);
    }

    private static Detection at(double x, double confidence) {
        return new Detection(new Box((float) x - 20, 90, (float) x + 20, 110), (float) confidence, 0);
    }
}
