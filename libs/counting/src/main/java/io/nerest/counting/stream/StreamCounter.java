package io.nerest.counting.stream;

import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Direction;
import io.nerest.counting.passage.Passage;
import io.nerest.counting.passage.PassageDetector;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackPoint;
import io.nerest.counting.track.TrackedBox;
import io.nerest.counting.track.Tracker;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fish and the passages of one stream, frame by frame. A track is a fish from the first frame on in which the
 * rule holds; its passages before that frame are then counted too. Not safe for use by several threads.
 */
public final class StreamCounter {
    /** Longer tracks are checked in every {@value #CHECK_EVERY}th detection alone: a check reads the whole track. */
    private static final int CHECK_ALWAYS = 100;

    private static final int CHECK_EVERY = 25;

    private final Tracker tracker;
    private final FishRule rule;
    private final Optional<CountingLine> line;
    private final Map<Integer, Candidate> candidates = new HashMap<>();
    private int fish;
    private int in;
    private int out;

    /** A track that may continue. */
    private static final class Candidate {
        private final List<TrackPoint> points = new ArrayList<>();
        private final List<Passage> held = new ArrayList<>();
        private final @Nullable PassageDetector detector;
        private boolean fish;

        private Candidate(int id, Optional<CountingLine> line) {
            detector = line.map(one -> new PassageDetector(id, one)).orElse(null);
        }

        private void add(TrackPoint point) {
            if (!fish) {
                points.add(point);
            }
            if (detector != null) {
                detector.add(point).ifPresent(held::add);
            }
        }
    }

    /**
     * Creates a counter.
     *
     * @param line empty to count no passages
     */
    public StreamCounter(TrackerSettings settings, FishRule rule, Optional<CountingLine> line) {
        this.tracker = new Tracker(settings);
        this.rule = rule;
        this.line = line;
    }

    /**
     * Adds the next frame.
     *
     * @throws IllegalArgumentException if the number is not above that of the previous frame
     */
    public CountedFrame add(long number, List<Detection> detections) {
        List<TrackedBox> boxes = tracker.add(number, detections);
        List<Integer> newFish = new ArrayList<>();
        List<Passage> passages = new ArrayList<>();
        for (TrackedBox box : boxes) {
            int id = box.trackId();
            Candidate candidate = candidates.computeIfAbsent(id, one -> new Candidate(one, line));
            candidate.add(new TrackPoint(
                    number, box.detection().box(), box.detection().confidence()));
            int length = candidate.points.size();
            boolean due = !candidate.fish && (length <= CHECK_ALWAYS || length % CHECK_EVERY == 0);
            if (due && rule.holds(new Track(id, candidate.points))) {
                candidate.fish = true;
                candidate.points.clear();
                newFish.add(id);
                fish++;
            }
            if (candidate.fish) {
                passages.addAll(candidate.held);
                candidate.held.clear();
            }
        }
        for (Passage passage : passages) {
            if (passage.direction() == Direction.IN) {
                in++;
            } else {
                out++;
            }
        }
        return new CountedFrame(boxes, newFish, passages);
    }

    /** Whether a track that may continue is a fish. */
    public boolean isFish(int trackId) {
        Candidate candidate = candidates.get(trackId);
        return candidate != null && candidate.fish;
    }

    /** Number of fish so far. */
    public int fish() {
        return fish;
    }

    /** Number of passages in so far. */
    public int in() {
        return in;
    }

    /** Number of passages out so far. */
    public int out() {
        return out;
    }

    /** Returns the tracks that ended since the last call, fish or not. */
    public List<CountedTrack> takeEnded() {
        return counted(tracker.takeEnded());
    }

    /** Ends all tracks, and returns those that ended since the last call of {@link #takeEnded}. */
    public List<CountedTrack> finish() {
        return counted(tracker.finish());
    }

    private List<CountedTrack> counted(List<Track> ended) {
        List<CountedTrack> counted = new ArrayList<>();
        for (Track track : ended) {
            Candidate candidate = candidates.remove(track.id());
            counted.add(new CountedTrack(track, candidate != null && candidate.fish));
        }
        return counted;
    }
}
