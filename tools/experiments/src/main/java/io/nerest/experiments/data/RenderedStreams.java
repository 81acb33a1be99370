package io.nerest.experiments.data;

import io.nerest.commandline.OptionRange;
import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.system.UnwritableException;
import io.nerest.training.dataset.YoloDatasetWriter;
import io.nerest.training.dataset.YoloDatasetWriter.Split;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rendered camera streams: most clips have no fish, the frames of a clip are nearly the same, and cameras differ in
 * appearance, traffic and number of frames. The pool has consecutive frames of each stream. Validation frames are of the same
 * cameras at later times, equally many per camera, few per clip, with each camera's own share of clips without a fish, so
 * that cameras weigh equally and there are enough fish.
 *
 * @param streams cameras, at least 1
 * @param frames of the pool, in total
 * @param validation validation frames, in total
 * @param quiet share of the pool's clips without a fish, 0 to 1; each camera's own varies around it
 * @param seed of all random draws
 * @param width of frames in pixels
 */
public record RenderedStreams(int streams, int frames, int validation, double quiet, long seed, int width) {
    /** Relative numbers of frames of the cameras, repeated: every fourth was installed late. */
    private static final int[] SHARES = {4, 4, 3, 1};

    private static final int VALIDATION_STRIDE = 8;
    private static final int QUIET_DRAWS = 11;
    private static final int QUALITY = 88;
    private static final int MOST_STREAMS = 1000;
    private static final int MOST_FRAMES = 10_000_000;
    private static final int LEAST_PER_STREAM = 4;

    public RenderedStreams {
        OptionRange.whole("--streams", streams, 1, MOST_STREAMS);
        OptionRange.whole("--frames", frames, LEAST_PER_STREAM * streams, MOST_FRAMES);
        OptionRange.whole("--validation-frames", validation, streams, MOST_FRAMES);
        OptionRange.number("--quiet", quiet, 0, 1);
        OptionRange.whole("--width", width, 114, 1920);
    }

    /** A description of the streams. */
    public String description() {
        return "rendered: %d streams, %d frames, %d validation frames, %s of clips without fish, seed %d, %d pixels wide"
                .formatted(streams, frames, validation, quiet, seed, width);
    }

    /** Renders them into a folder; a complete one is used as it is. */
    public ExperimentData in(Path folder) throws IOException, InterruptedException {
        if (!Files.isRegularFile(folder.resolve("data.yaml"))) {
            try {
                write(folder);
            } catch (IOException e) {
                throw new UnwritableException(folder, e);
            }
        }
        return ExperimentData.read(folder.resolve("data.yaml"), description());
    }

    private void write(Path folder) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<String> times = new ArrayList<>(List.of(CaptureTimes.HEADER));
        // data.yaml marks a complete folder and is written last, when the writer is closed.
        YoloDatasetWriter writer = new YoloDatasetWriter(folder, List.of("fish"));
        try {
            for (int stream = 0; stream < streams; stream++) {
                write(pool, stream, writer, times);
            }
            Files.write(folder.resolve(CaptureTimes.FILE), times);
        } finally {
            pool.shutdownNow();
        }
        writer.close();
    }

    private void write(ExecutorService pool, int stream, YoloDatasetWriter writer, List<String> times)
            throws IOException, InterruptedException {
        FrameFormat format = new FrameFormat(width, width * 9 / 16, QUALITY);
        CameraSpec camera = RenderedCameras.camera(1 + stream, seed);
        StreamRenderer busy = new StreamRenderer(camera, format, seed);
        StreamRenderer quietly = new StreamRenderer(camera.withQuietClips(quietOf(camera)), format, seed);
        int count = framesOf(stream);
        int toValidate = validation / streams + (stream < validation % streams ? 1 : 0);
        // Clips start at multiples of their length: validation skips the clip in which the pool ends.
        int perClip = camera.traffic().framesPerClip();
        int later = (count / perClip + 1) * perClip;
        List<Callable<RenderedFrame>> tasks = new ArrayList<>();
        for (int i = 0; i < count + toValidate; i++) {
            int number = i;
            tasks.add(
                    number < count
                            ? () -> quietly.frame(number)
                            : () -> busy.frame(later + (number - count) * VALIDATION_STRIDE));
        }
        List<Future<RenderedFrame>> rendered = pool.invokeAll(tasks);
        for (int i = 0; i < rendered.size(); i++) {
            RenderedFrame frame = result(rendered.get(i));
            List<LabelledBox> labels = frame.truth();
            writer.add(i < count ? Split.TRAIN : Split.VAL, frame.fileName(), frame.jpeg(), labels);
            times.add("%s,%s,%s,%d".formatted(frame.fileName(), frame.stream(), frame.capturedAt(), labels.size()));
        }
    }

    /** Returns a camera's frames by its share; the first camera gets the rounding remainder. */
    int framesOf(int stream) {
        int all = 0;
        for (int i = 0; i < streams; i++) {
            all += SHARES[i % SHARES.length];
        }
        int others = 0;
        for (int i = 1; i < streams; i++) {
            others += frames * SHARES[i % SHARES.length] / all;
        }
        return stream == 0 ? frames - others : frames * SHARES[stream % SHARES.length] / all;
    }

    /** Returns a camera's own share, at most half of the way from the mean to 0 or 1, whichever is closer. */
    private double quietOf(CameraSpec camera) {
        double most = Math.min(quiet, 1 - quiet) / 2;
        return quiet + Draws.of(seed, camera.index(), QUIET_DRAWS).in(-most, most);
    }

    private static RenderedFrame result(Future<RenderedFrame> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a frame could not be rendered", e.getCause());
        }
    }
}
