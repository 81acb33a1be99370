package io.nerest.cli.count;

import io.nerest.cli.predict.Frame;
import io.nerest.cli.predict.VideoWriter;
import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.stream.StreamCounter;
import io.nerest.counting.track.TrackedBox;
import io.nerest.detector.image.OverlayPainter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code STREAM.mp4}: the frames with the boxes and numbers of tracks, the line and the running count. */
final class CountedVideo implements AutoCloseable {
    private final Path file;
    private final double rate;
    private @Nullable VideoWriter video;
    private int width;
    private int height;

    CountedVideo(Path file, double rate) {
        this.file = file;
        this.rate = rate;
    }

    /** Draws onto the frame and writes it. Frames of another size than the first are left out. */
    void write(Frame frame, List<TrackedBox> boxes, StreamCounter counter, Optional<CountingLine> line)
            throws IOException {
        VideoWriter open = video;
        if (open == null) {
            width = frame.image().width();
            height = frame.image().height();
            open = new VideoWriter(file, width, height, rate);
            video = open;
        }
        if (frame.image().width() != width || frame.image().height() != height) {
            return;
        }
        line.ifPresent(one -> OverlayPainter.line(frame.image(), one.x1(), one.y1(), one.x2(), one.y2()));
        for (TrackedBox box : boxes) {
            String text = counter.isFish(box.trackId()) ? "fish " + box.trackId() : "? " + box.trackId();
            OverlayPainter.box(frame.image(), box.detection().box(), box.trackId(), text);
        }
        String passages = line.isPresent() ? "  in " + counter.in() + "  out " + counter.out() : "";
        OverlayPainter.caption(frame.image(), "fish " + counter.fish() + passages);
        open.write(frame.image());
    }

    @Override
    public void close() throws IOException {
        if (video != null) {
            video.close();
        }
    }
}
