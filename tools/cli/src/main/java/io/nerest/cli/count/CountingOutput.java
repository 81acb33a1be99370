package io.nerest.cli.count;

import io.nerest.cli.predict.Frame;
import io.nerest.cli.predict.PredictionOutput;
import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.passage.Passage;
import io.nerest.counting.stream.CountedFrame;
import io.nerest.counting.stream.CountedTrack;
import io.nerest.counting.stream.StreamCounter;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackedBox;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.detector.inference.FramePrediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts in each stream: a video is one stream, and so are the images of a folder in the order of their names. */
final class CountingOutput implements PredictionOutput {
    private final Settings settings;
    private final CountTables tables;
    private final Consumer<StreamCount> counted;
    private @Nullable OpenStream open;

    /**
     * What is counted and how.
     *
     * @param videos folder of the annotated videos; empty for none
     * @param imageRate images of a folder per second
     * @param stride every which frame of a video was processed
     */
    record Settings(
            TrackerSettings tracker,
            FishRule rule,
            Optional<LineArgument> line,
            Optional<Path> videos,
            double imageRate,
            int stride) {}

    /** The stream of the frames that are being read. */
    private static final class OpenStream {
        private final String name;
        private final Path source;
        private final double rate;
        private final int stride;
        private final Optional<CountingLine> line;
        private final StreamCounter counter;
        private final @Nullable CountedVideo video;
        private int frames;

        OpenStream(String name, Path source, Frame first, Settings settings) {
            this.name = name;
            this.source = source;
            this.stride = first.ofVideo() ? settings.stride() : 1;
            this.rate = first.ofVideo() ? first.videoRate() : settings.imageRate();
            this.line = settings.line()
                    .map(line -> line.in(first.image().width(), first.image().height()));
            this.counter = new StreamCounter(settings.tracker().atRate(rate * stride), settings.rule(), line);
            this.video = settings.videos()
                    .map(folder -> new CountedVideo(folder.resolve(name + ".mp4"), rate))
                    .orElse(null);
        }

        /** Number of a processed frame in its video, from 1. */
        long number(long processed) {
            return 1 + processed * stride;
        }

        double seconds(long number) {
            return (number - 1) * secondsPerFrame();
        }

        double secondsPerFrame() {
            return 1 / (rate * stride);
        }
    }

    CountingOutput(Settings settings, CountTables tables, Consumer<StreamCount> counted) {
        this.settings = settings;
        this.tables = tables;
        this.counted = counted;
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) throws IOException {
        OpenStream stream = streamOf(frame);
        long number = stream.number(stream.frames++);
        tables.frame(stream.name, number, stream.seconds(number), prediction.detections());
        CountedFrame added = stream.counter.add(number, prediction.detections());
        for (TrackedBox box : added.boxes()) {
            tables.box(stream.name, number, box);
        }
        for (Passage passage : added.passages()) {
            tables.passage(stream.name, passage, stream.seconds(passage.frame()));
        }
        writeTracks(stream, stream.counter.takeEnded());
        if (stream.video != null) {
            stream.video.write(frame, added.boxes(), stream.counter, stream.line);
        }
    }

    private OpenStream streamOf(Frame frame) throws IOException {
        Path source = frame.ofVideo()
                ? frame.source()
                : Optional.ofNullable(frame.source().toAbsolutePath().getParent())
                        .orElse(frame.source());
        if (open != null && open.source.equals(source)) {
            return open;
        }
        finish();
        String name = frame.ofVideo()
                ? frame.name().substring(0, frame.name().lastIndexOf('_'))
                : String.valueOf(source.getFileName());
        OpenStream next = new OpenStream(name, source, frame, settings);
        open = next;
        return next;
    }

    private void writeTracks(OpenStream stream, List<CountedTrack> ended) throws IOException {
        for (CountedTrack track : ended) {
            tables.track(stream.name, track, stream.secondsPerFrame());
        }
    }

    private void finish() throws IOException {
        OpenStream ending = open;
        open = null;
        if (ending == null) {
            return;
        }
        if (ending.video != null) {
            ending.video.close();
        }
        StreamCounter counter = ending.counter;
        writeTracks(ending, new ArrayList<>(counter.finish()));
        StreamCount count = new StreamCount(
                ending.name, ending.frames, ending.frames / ending.rate, counter.fish(), counter.in(), counter.out());
        tables.count(count);
        counted.accept(count);
    }

    @Override
    public void close() throws IOException {
        try (tables) {
            finish();
        }
    }
}
