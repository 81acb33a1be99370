package io.nerest.counting.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackPoint;
import io.nerest.vision.box.Box;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageDetectorTest {
    /** From the bottom to the top of an image of 400 by 300, in its middle: left to right is in. */
    private static final CountingLine LINE = new CountingLine(200, 300, 200, 0);

    @Test
    void aFishFromLeftToRightPassesIn() {
        assertThat(passages(path(150, 100, 170, 100, 190, 100, 210, 100, 230, 100), LINE))
                .containsExactly(new Passage(1, 3, Direction.IN));
    }

    @Test
    void aFishFromRightToLeftPassesOut() {
        assertThat(passages(path(250, 100, 180, 100), LINE)).containsExactly(new Passage(1, 1, Direction.OUT));
    }

    @Test
    void aFishThatReturnsPassesTwice() {
        assertThat(passages(path(150, 100, 250, 100, 150, 100), LINE))
                .extracting(Passage::direction)
                .containsExactly(Direction.IN, Direction.OUT);
    }

    @Test
    void aFishThatRestsOnTheLinePassesOnce() {
        assertThat(passages(path(150, 100, 199, 100, 201, 100, 199, 100, 201, 100, 200, 100, 250, 100), LINE))
                .containsExactly(new Passage(1, 6, Direction.IN));
    }

    @Test
    void aFishThatBeginsOnTheLineDoesNotPass() {
        assertThat(passages(path(200, 100, 250, 100), LINE)).isEmpty();
    }

    @Test
    void aPathAroundAnEndOfTheLineIsNoPassage() {
        CountingLine half = new CountingLine(200, 300, 200, 150);
        assertThat(passages(path(150, 100, 250, 100), half)).isEmpty();
        assertThat(passages(path(150, 200, 250, 200), half)).hasSize(1);
        // Around the end, then back through the line: one passage, out.
        assertThat(passages(path(150, 200, 150, 100, 250, 100, 250, 200, 150, 200), half))
                .extracting(Passage::direction)
                .containsExactly(Direction.OUT);
    }

    @Test
    void aSlopingLineHasTheSameSides() {
        CountingLine sloping = new CountingLine(100, 300, 300, 0);
        assertThat(passages(path(100, 100, 300, 200), sloping))
                .extracting(Passage::direction)
                .containsExactly(Direction.IN);
    }

    @Test
    void aLineWithoutLengthIsRejected() {
        assertThatThrownBy(() -> new CountingLine(3, 4, 3, 4)).hasMessageContaining("3.0,4.0");
        assertThatThrownBy(() -> new CountingLine(3, 4, 3, Double.NaN)).hasMessageContaining("numbers");
    }

    private static List<Passage> passages(Track track, CountingLine line) {
        PassageDetector detector = new PassageDetector(track.id(), line);
        return track.points().stream()
                .flatMap(point -> detector.add(point).stream())
                .toList();
    }

    private static Track path(double... places) {
        List<TrackPoint> points = new ArrayList<>();
        for (int i = 0; i < places.length; i += 2) {
            float x = (float) places[i];
            float y = (float) places[i + 1];
            points.add(new TrackPoint(i / 2, new Box(x - 20, y - 20, x + 20, y + 20), 0.9f));
        }
        return new Track(1, points);
    }
}
