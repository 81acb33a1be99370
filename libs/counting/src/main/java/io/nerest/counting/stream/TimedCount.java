package io.nerest.counting.stream;

import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Direction;
import io.nerest.counting.passage.Passage;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tracks and passages of frames with times. Frames need not be evenly spaced: they are numbered in units of the median time
 * between two frames, so lost frames and pauses are gaps in the numbers.
 *
 * @param tracks by the time of their first detection
 * @param passages by time
 */
public record TimedCount(List<TimedTrack> tracks, List<TimedPassage> passages) {
    /** Of a stream whose frames show no rate: a single frame, or all at one time. */
    private static final double USUAL_SECONDS = 0.1;

    /**
     * A track with times.
     *
     * @param trackId from 1
     * @param fish whether it is counted
     * @param from time of its first detection
     * @param to time of its last detection
     * @param confidence mean of its highest confidences
     * @param travel extent of its path in its own sizes
     */
    public record TimedTrack(
            int trackId, boolean fish, Instant from, Instant to, int detections, double confidence, double travel) {}

    /** A passage with its time. */
    public record TimedPassage(int trackId, Instant at, Direction direction) {}

    public TimedCount {
        tracks = List.copyOf(tracks);
        passages = List.copyOf(passages);
    }

    /** Number of tracks that are fish. */
    public long fish() {
        return tracks.stream().filter(TimedTrack::fish).count();
    }

    /** Number of passages in one direction. */
    public long passages(Direction direction) {
        return passages.stream()
                .filter(passage -> passage.direction() == direction)
                .count();
    }

    /**
     * Counts.
     *
     * @param frames of one stream in any order
     * @param line empty for no passages
     */
    public static TimedCount of(
            List<TimedDetections> frames, TrackerSettings settings, FishRule rule, Optional<CountingLine> line) {
        List<TimedDetections> ordered = frames.stream()
                .sorted(Comparator.comparing(TimedDetections::capturedAt))
                .toList();
        double step = step(ordered);
        StreamCounter counter = new StreamCounter(settings.atRate(1 / step), rule, line);
        List<Instant> times = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        List<Passage> passages = new ArrayList<>();
        long number = -1;
        for (TimedDetections frame : ordered) {
            double seconds = seconds(ordered.get(0), frame);
            number = Math.max(number + 1, Math.round(seconds / step));
            times.add(frame.capturedAt());
            numbers.add(number);
            passages.addAll(counter.add(number, frame.detections()).passages());
        }
        List<TimedTrack> tracks = new ArrayList<>();
        for (CountedTrack counted : counter.finish()) {
            Track track = counted.track();
            tracks.add(new TimedTrack(
                    track.id(),
                    counted.fish(),
                    time(track.first().frame(), numbers, times),
                    time(track.last().frame(), numbers, times),
                    track.points().size(),
                    rule.confidence(track),
                    FishRule.travel(track)));
        }
        tracks.sort(Comparator.comparing(TimedTrack::from).thenComparingInt(TimedTrack::trackId));
        return new TimedCount(
                tracks,
                passages.stream()
                        .map(passage -> new TimedPassage(
                                passage.trackId(), time(passage.frame(), numbers, times), passage.direction()))
                        .sorted(Comparator.comparing(TimedPassage::at).thenComparingInt(TimedPassage::trackId))
                        .toList());
    }

    /** The median time between two frames in seconds. */
    private static double step(List<TimedDetections> ordered) {
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            double gap = seconds(ordered.get(i - 1), ordered.get(i));
            if (gap > 0) {
                gaps.add(gap);
            }
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.isEmpty() ? USUAL_SECONDS : Math.max(0.001, gaps.get(gaps.size() / 2));
    }

    private static double seconds(TimedDetections from, TimedDetections to) {
        return Duration.between(from.capturedAt(), to.capturedAt()).toNanos() / 1e9;
    }

    private static Instant time(long number, List<Long> numbers, List<Instant> times) {
        return times.get(Collections.binarySearch(numbers, number));
    }
}
