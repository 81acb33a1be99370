package io.nerest.cli.count;

import io.nerest.cli.table.CsvTable;
import io.nerest.counting.passage.Passage;
import io.nerest.counting.stream.CountedTrack;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackPoint;
import io.nerest.counting.track.TrackedBox;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The CSV files of a count: {@code tracks.csv}, {@code passages.csv}, {@code boxes.csv}, {@code frames.csv} and
 * {@code counts.csv}. Frames count from 1. Times need a start.
 */
final class CountTables implements AutoCloseable {
    private final CsvTable tracks;
    private final CsvTable passages;
    private final CsvTable boxes;
    private final CsvTable frames;
    private final CsvTable counts;
    private final FishRule rule;
    private final double confidence;
    private final Optional<Instant> start;

    CountTables(Path folder, FishRule rule, double confidence, Optional<Instant> start) throws IOException {
        this.rule = rule;
        this.confidence = confidence;
        this.start = start;
        tracks = new CsvTable(
                folder.resolve("tracks.csv"),
                "stream",
                "track",
                "fish",
                "first_frame",
                "last_frame",
                "first_seconds",
                "last_seconds",
                "detections",
                "confidence",
                "travel");
        passages = new CsvTable(
                folder.resolve("passages.csv"), "stream", "track", "frame", "seconds", "time", "direction");
        boxes = new CsvTable(
                folder.resolve("boxes.csv"), "stream", "frame", "track", "x1", "y1", "x2", "y2", "confidence");
        frames = new CsvTable(
                folder.resolve("frames.csv"), "unit", "stream", "frame", "seconds", "time", "detections", "count");
        counts = new CsvTable(folder.resolve("counts.csv"), "stream", "frames", "seconds", "fish", "in", "out", "net");
    }

    /** Adds a frame. Its count is the sum of confidences, the number of fish that the detector expects. */
    void frame(String stream, long frame, double seconds, List<Detection> detections) throws IOException {
        long sure = detections.stream()
                .filter(detection -> detection.confidence() >= confidence)
                .count();
        double expected = detections.stream().mapToDouble(Detection::confidence).sum();
        frames.row(
                stream + String.format(Locale.ROOT, "_%06d", frame),
                stream,
                frame,
                seconds,
                time(seconds),
                sure,
                expected);
    }

    void box(String stream, long frame, TrackedBox tracked) throws IOException {
        Box box = tracked.detection().box();
        boxes.row(
                stream,
                frame,
                tracked.trackId(),
                box.x1(),
                box.y1(),
                box.x2(),
                box.y2(),
                tracked.detection().confidence());
    }

    void passage(String stream, Passage passage, double seconds) throws IOException {
        passages.row(
                stream,
                passage.trackId(),
                passage.frame(),
                seconds,
                time(seconds),
                passage.direction().name().toLowerCase(Locale.ROOT));
    }

    /**
     * Adds a track.
     *
     * @param secondsPerFrame between two frame numbers
     */
    void track(String stream, CountedTrack counted, double secondsPerFrame) throws IOException {
        Track track = counted.track();
        TrackPoint first = track.first();
        TrackPoint last = track.last();
        tracks.row(
                stream,
                track.id(),
                counted.fish(),
                first.frame(),
                last.frame(),
                (first.frame() - 1) * secondsPerFrame,
                (last.frame() - 1) * secondsPerFrame,
                track.points().size(),
                rule.confidence(track),
                FishRule.travel(track));
    }

    void count(StreamCount count) throws IOException {
        counts.row(
                count.name(),
                count.frames(),
                count.seconds(),
                count.fish(),
                count.in(),
                count.out(),
                count.in() - count.out());
    }

    private String time(double seconds) {
        return start.map(from -> from.plusNanos(Math.round(seconds * 1e9)).toString())
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        try (tracks;
                passages;
                boxes;
                frames) {
            counts.close();
        }
    }
}
