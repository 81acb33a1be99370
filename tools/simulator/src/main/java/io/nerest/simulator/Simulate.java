package io.nerest.simulator;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.dataset.DatasetContactSheet;
import io.nerest.simulator.dataset.DatasetPlan;
import io.nerest.simulator.dataset.DatasetPlan.Split;
import io.nerest.simulator.dataset.DatasetWriter;
import io.nerest.system.FileProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest simulate}: writes rendered streams as a YOLO data set. */
@Command(
        name = "nerest simulate",
        description = "Renders salmon streams and writes them as a YOLO data set with exact labels.")
public final class Simulate implements Callable<Integer> {
    private static final double DEFAULT_FRACTION = 0.2;
    private static final int MOST_THREADS = 1024;
    private static final int MOST_FRAMES = 2_000_000_000;
    private static final int LEAST_SIDE = 64;
    private static final int MOST_SIDE = 4096;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or empty directory.")
    private Path out = Path.of(".");

    @Option(
            names = "--frames",
            required = true,
            paramLabel = "N",
            description = "Total number of frames, distributed evenly over the streams.")
    private int frames;

    @Option(
            names = "--streams",
            defaultValue = "4",
            paramLabel = "K",
            description = "Number of cameras (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--first-camera",
            defaultValue = "1",
            paramLabel = "I",
            description = "Index of the first camera. Indices from 100 on are reserved for training base checkpoints"
                    + " (default: ${DEFAULT-VALUE}).")
    private int firstCamera;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Random seed; the same options create the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--width",
            defaultValue = "640",
            paramLabel = "PX",
            description = "Frame width in pixels (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--height",
            defaultValue = "360",
            paramLabel = "PX",
            description = "Frame height in pixels (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(
            names = "--quality",
            defaultValue = "88",
            paramLabel = "Q",
            description = "JPEG quality, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int quality;

    @Option(
            names = "--stride",
            defaultValue = "1",
            paramLabel = "N",
            description = "Write every Nth frame of a stream (default: ${DEFAULT-VALUE}).")
    private int stride;

    @ArgGroup
    private @Nullable Validation validation;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads (default: one per core). It does not affect the files.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--contact-sheet", description = "Also write contact-sheet.png, an overview image.")
    private boolean contactSheet;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The two ways to select validation frames. */
    static final class Validation {
        @Option(
                names = "--val-fraction",
                paramLabel = "F",
                description = "Fraction of each stream's frames, from its end, for validation (default: 0.2).")
        private @Nullable Double fraction;

        @Option(
                names = "--val-streams",
                paramLabel = "K",
                description = "Use all frames of the last K streams for validation instead.")
        private @Nullable Integer wholeStreams;

        Split split(int streams) {
            if (wholeStreams != null) {
                return new Split.WholeStreams(OptionRange.whole("--val-streams", wholeStreams, 0, streams - 1));
            }
            double share = fraction == null ? DEFAULT_FRACTION : fraction;
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("--val-fraction=" + share + ": must be a number from 0 to below 1");
            }
            return new Split.LastFrames(share);
        }
    }

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new Simulate());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter messages = spec.commandLine().getOut();
        DatasetPlan plan = plan();
        try (ProgressDisplay progress = ProgressDisplay.start("rendering", "frames", frames, messages)) {
            new DatasetWriter(plan, out, threads).write(command(), progress::step);
        }
        if (contactSheet) {
            DatasetContactSheet.write(plan, out.resolve("contact-sheet.png"));
        }
        messages.println("wrote " + frames + " frames of " + streams + " streams to " + out);
        return ExitCode.OK;
    }

    /** @throws IllegalArgumentException if an option is invalid; the message names it */
    private DatasetPlan plan() {
        OptionRange.whole("--threads", threads, 1, MOST_THREADS);
        OptionRange.whole("--frames", frames, 1, MOST_FRAMES);
        OptionRange.whole("--streams", streams, 1, frames);
        OptionRange.whole("--first-camera", firstCamera, 1, MOST_FRAMES);
        OptionRange.whole("--stride", stride, 1, MOST_FRAMES);
        OptionRange.whole("--quality", quality, 1, 100);
        OptionRange.whole("--width", width, LEAST_SIDE, MOST_SIDE);
        OptionRange.whole("--height", height, LEAST_SIDE, MOST_SIDE);
        if ((long) frames * stride > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--frames=%d at --stride=%d: must be at most %d multiplied"
                    .formatted(frames, stride, Integer.MAX_VALUE));
        }
        requireNewOrEmpty();
        Split split = validation == null ? new Split.LastFrames(DEFAULT_FRACTION) : validation.split(streams);
        FrameFormat format = new FrameFormat(width, height, quality);
        return new DatasetPlan(frames, streams, firstCamera, seed, format, stride, split);
    }

    private void requireNewOrEmpty() {
        OutputPlace.folder("--out", out);
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "--out=" + out + ": is not empty; name a new or an empty folder");
                }
            } catch (IOException failure) {
                throw new IllegalArgumentException("--out=" + out + ": " + FileProblem.reason(failure), failure);
            }
        }
    }

    /** Returns the command that reproduces the data set. */
    private String command() {
        String split = validation == null
                ? ""
                : validation.wholeStreams != null
                        ? " --val-streams " + validation.wholeStreams
                        : " --val-fraction " + validation.fraction;
        return "nerest simulate --out DIR --frames %d --streams %d --first-camera %d --seed %d --width %d --height %d"
                        .formatted(frames, streams, firstCamera, seed, width, height)
                + " --quality %d --stride %d%s".formatted(quality, stride, split);
    }
}
