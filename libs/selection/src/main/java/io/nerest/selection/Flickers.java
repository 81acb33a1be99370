package io.nerest.selection;

import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackPoint;
import io.nerest.counting.track.Tracker;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.ScoredBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Finds the flickers of frames: tracks each class in each stream, as far as frames follow one another closely. */
final class Flickers {
    /** Frames without a detection after which a track ends: a longer gap gives little information about the frames in it. */
    private static final int MOST_MISSING = 5;
    /** Every box may begin a track, since boxes below the least confidence are removed already. */
    private static final TrackerSettings TRACKER =
            new TrackerSettings(0, 1e-9, 0.2, 0.5, MOST_MISSING + 1, MOST_MISSING + 1, 1);
    /** Boxes are fractions of the image; the tracker computes in pixels. */
    private static final double SIDE = 1000;

    private final Map<UUID, List<Flicker>> byFrame = new HashMap<>();
    private int events;

    private Flickers() {}

    /**
     * Returns the flickers of the frames that have one.
     *
     * @param maxGapSeconds frames of one stream farther apart are no neighbours
     */
    static Map<UUID, List<Flicker>> of(List<ScoredFrame> frames, double maxGapSeconds) {
        Flickers flickers = new Flickers();
        Map<String, List<ScoredFrame>> streams = new TreeMap<>();
        frames.forEach(frame -> streams.computeIfAbsent(frame.streamId(), stream -> new ArrayList<>())
                .add(frame));
        for (List<ScoredFrame> stream : streams.values()) {
            stream.sort(Comparator.comparing(ScoredFrame::capturedAt).thenComparing(ScoredFrame::frameId));
            int begin = 0;
            for (int i = 1; i <= stream.size(); i++) {
                if (i == stream.size() || seconds(stream.get(i - 1), stream.get(i)) > maxGapSeconds) {
                    flickers.read(stream.subList(begin, i));
                    begin = i;
                }
            }
        }
        return flickers.byFrame;
    }

    private static double seconds(ScoredFrame from, ScoredFrame to) {
        return Duration.between(from.capturedAt(), to.capturedAt()).toMillis() / 1000.0;
    }

    /** Reads frames that follow one another closely. */
    private void read(List<ScoredFrame> frames) {
        if (frames.size() < 2) {
            return;
        }
        Set<Integer> classes = new TreeSet<>();
        frames.forEach(frame -> frame.boxes().forEach(box -> classes.add(box.classId())));
        for (int id : classes) {
            Tracker tracker = new Tracker(TRACKER);
            for (int i = 0; i < frames.size(); i++) {
                tracker.add(i, detections(frames.get(i), id));
            }
            tracker.finish().forEach(track -> read(track, frames));
        }
    }

    /** Sorted, since a selection must not depend on the order of boxes. */
    private static List<Detection> detections(ScoredFrame frame, int classId) {
        return frame.boxes().stream()
                .filter(box -> box.classId() == classId)
                .sorted(Comparator.comparingDouble(ScoredBox::confidence)
                        .thenComparingDouble(ScoredBox::cx)
                        .thenComparingDouble(ScoredBox::cy)
                        .thenComparingDouble(ScoredBox::w)
                        .thenComparingDouble(ScoredBox::h))
                .map(box -> new Detection(
                        new Box(
                                (float) (SIDE * (box.cx() - box.w() / 2)),
                                (float) (SIDE * (box.cy() - box.h() / 2)),
                                (float) (SIDE * (box.cx() + box.w() / 2)),
                                (float) (SIDE * (box.cy() + box.h() / 2))),
                        (float) box.confidence(),
                        classId))
                .filter(detection -> detection.confidence() > 0)
                .toList();
    }

    private void read(Track track, List<ScoredFrame> frames) {
        List<TrackPoint> points = track.points();
        if (points.size() == 1) {
            add(
                    frames,
                    points.get(0).frame(),
                    Flicker.Kind.ONCE,
                    events++,
                    points.get(0).confidence());
            return;
        }
        for (int i = 1; i < points.size(); i++) {
            TrackPoint before = points.get(i - 1);
            TrackPoint after = points.get(i);
            long missed = after.frame() - before.frame() - 1;
            int event = events++;
            for (long frame = before.frame() + 1; frame < after.frame(); frame++) {
                double score = Math.min(before.confidence(), after.confidence()) / missed;
                add(frames, frame, Flicker.Kind.MISSED, event, score);
            }
            if (i >= 2 && missed == 0 && before.frame() - points.get(i - 2).frame() == 1) {
                double neighbours = (points.get(i - 2).confidence() + (double) after.confidence()) / 2;
                add(frames, before.frame(), Flicker.Kind.CHANGE, events++, Math.abs(before.confidence() - neighbours));
            }
        }
    }

    private void add(List<ScoredFrame> frames, long index, Flicker.Kind kind, int event, double score) {
        if (score > 0) {
            byFrame.computeIfAbsent(frames.get((int) index).frameId(), frame -> new ArrayList<>())
                    .add(new Flicker(kind, event, score));
        }
    }
}
