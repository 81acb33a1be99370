package io.nerest.experiments.data;

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
 * Camera streams as they are: most clips go by without a fish, a clip's frames are near copies of each other, and cameras
 * differ in looks, in traffic, and in how much they have sent. The pool is frame after frame of each stream. Validation is
 * of the same cameras at later times, all cameras alike, few frames a clip and no more clips without a fish than the
 * camera's own, so that fish on a rare camera count as much as on others, and there are enough of them to measure by.
 *
 * @param streams cameras, at least 1
 * @param frames of the pool, in all
 * @param validation frames to be measured by, in all
 * @param quiet share of the pool's clips without a fish, 0 to 1; a camera's own lies around it
 * @param seed of everything
 * @param width of frames in pixels
 */
public record RenderedStreams(int streams, int frames, int validation, double quiet, long seed, int width) {
    /** How much cameras have sent, over and over: the fourth was put up late. */
    private static final int[] SHARES = {4, 4, 3, 1};

    private static final int VALIDATION_STRIDE = 8;
    private static final int QUIET_DRAWS = 11;
    private static final int QUALITY = 88;

    public RenderedStreams {
        require(streams >= 1, "--streams", streams, "at least 1");
        require(frames >= 4 * streams, "--frames", frames, "at least 4 a stream");
        require(validation >= streams, "--validation-frames", validation, "at least 1 a stream");
        require(quiet >= 0 && quiet <= 1, "--quiet", quiet, "0 to 1");
        require(width >= 114 && width <= 1920, "--width", width, "114 to 1920");
    }

    private static void require(boolean holds, String option, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + range);
        }
    }

    /** What these streams are, for people. */
    public String description() {
        return "rendered: %d streams, %d frames, %d to validate, %s of clips quiet, seed %d, %d pixels wide"
                .formatted(streams, frames, validation, quiet, seed, width);
    }

    /** Renders them into a folder; one that is there whole is taken as it is. */
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
        // data.yaml, by which the folder counts as whole, is written last, when the writer is closed.
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
        // A clip begins at a multiple of its frames: the clip that the pool ends in is left out.
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

    /** The pool's frames by the cameras' shares, the first camera taking what rounding leaves. */
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

    /** Up to half of the way from the mean to 0 or 1, whichever is nearer. */
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
