package io.nerest.counting.track;

import io.nerest.counting.assign.Assignment;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Joins the detections of one stream into tracks by ByteTrack (Zhang et al., ECCV 2022, arXiv 2110.06864): a Kalman filter
 * predicts each track's box; detections of high confidence are assigned first, the others to what is left of the tracks
 * that were detected in the previous frame; only detections of high confidence begin tracks. Boxes are enlarged before
 * their overlap is computed (C-BIoU: Yang et al., WACV 2023, arXiv 2211.14317), since a small fish moves farther than its
 * own length between two frames of a slow camera. Not safe for use by several threads.
 */
public final class Tracker {
    private final TrackerSettings settings;
    private final List<OpenTrack> open = new ArrayList<>();
    private final List<Track> closed = new ArrayList<>();
    private long frame = Long.MIN_VALUE;
    private int lastId;

    public Tracker(TrackerSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds the next frame.
     *
     * @param number of the frame, above that of the previous one; missing numbers are frames that were not processed
     * @param detections of any order
     * @return the detections that belong to tracks
     * @throws IllegalArgumentException if the number does not rise
     */
    public List<TrackedBox> add(long number, List<Detection> detections) {
        if (number <= frame) {
            throw new IllegalArgumentException(
                    "frame " + number + " follows frame " + frame + "; frames must be in the order of their numbers");
        }
        long previous = frame;
        frame = number;
        close(number - settings.mostMissing(), number - settings.mostTentative());
        open.forEach(track -> track.predict(number));
        List<Detection> high = new ArrayList<>();
        List<Detection> low = new ArrayList<>();
        for (Detection detection : detections) {
            if (detection.confidence() >= settings.highConfidence()) {
                high.add(detection);
            } else if (detection.confidence() >= settings.lowConfidence()) {
                low.add(detection);
            }
        }
        List<TrackedBox> tracked = new ArrayList<>();
        List<OpenTrack> confirmed = new ArrayList<>();
        List<OpenTrack> tentative = new ArrayList<>();
        for (OpenTrack track : open) {
            (track.detections() >= settings.confirming() ? confirmed : tentative).add(track);
        }
        match(confirmed, high, tracked);
        confirmed.removeIf(track -> track.lastFrame() < previous);
        match(confirmed, low, tracked);
        match(tentative, high, tracked);
        match(tentative, low, tracked);
        for (Detection detection : high) {
            OpenTrack track = new OpenTrack(++lastId, number, detection);
            open.add(track);
            tracked.add(new TrackedBox(track.id(), detection));
        }
        tracked.sort(Comparator.comparingInt(TrackedBox::trackId));
        return tracked;
    }

    /** Assigns detections to tracks; removes both from the lists. */
    private void match(List<OpenTrack> tracks, List<Detection> detections, List<TrackedBox> tracked) {
        if (tracks.isEmpty() || detections.isEmpty()) {
            return;
        }
        double[][] cost = new double[tracks.size()][detections.size()];
        List<Box> enlarged =
                detections.stream().map(detection -> enlarge(detection.box())).toList();
        for (int row = 0; row < cost.length; row++) {
            Box predicted = enlarge(tracks.get(row).box());
            for (int column = 0; column < cost[row].length; column++) {
                double overlap = predicted.iou(enlarged.get(column));
                // What is not allowed costs as much as no match, so that it never displaces an allowed match.
                cost[row][column] = overlap >= settings.leastOverlap() ? -overlap : 0;
            }
        }
        int[] columns = Assignment.ofLeastCost(cost);
        boolean[] taken = new boolean[detections.size()];
        for (int row = columns.length - 1; row >= 0; row--) {
            if (columns[row] != Assignment.NONE && cost[row][columns[row]] < 0) {
                OpenTrack track = tracks.remove(row);
                Detection detection = detections.get(columns[row]);
                track.add(detection);
                tracked.add(new TrackedBox(track.id(), detection));
                taken[columns[row]] = true;
            }
        }
        for (int column = taken.length - 1; column >= 0; column--) {
            if (taken[column]) {
                detections.remove(column);
            }
        }
    }

    private Box enlarge(Box box) {
        float x = (float) (box.width() * settings.enlargement());
        float y = (float) (box.height() * settings.enlargement());
        return new Box(box.x1() - x, box.y1() - y, box.x2() + x, box.y2() + y);
    }

    private void close(long lastConfirmed, long lastTentative) {
        for (Iterator<OpenTrack> tracks = open.iterator(); tracks.hasNext(); ) {
            OpenTrack track = tracks.next();
            boolean confirmed = track.detections() >= settings.confirming();
            if (track.lastFrame() < (confirmed ? lastConfirmed : lastTentative)) {
                closed.add(track.close());
                tracks.remove();
            }
        }
    }

    /** Returns the tracks that ended since the last call, in the order of their ends. */
    public List<Track> takeEnded() {
        List<Track> ended = List.copyOf(closed);
        closed.clear();
        return ended;
    }

    /** Returns the tracks so far of the fish that may be seen again, by id. */
    public List<Track> open() {
        return open.stream().map(OpenTrack::close).toList();
    }

    /** Ends all tracks, and returns those that ended since the last call of {@link #takeEnded}, by id. */
    public List<Track> finish() {
        open.forEach(track -> closed.add(track.close()));
        open.clear();
        return takeEnded().stream().sorted(Comparator.comparingInt(Track::id)).toList();
    }
}
