package io.nerest.simulator;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.dataset.DatasetContactSheet;
import io.nerest.simulator.dataset.DatasetPlan;
import io.nerest.simulator.dataset.DatasetPlan.Split;
import io.nerest.simulator.dataset.DatasetWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nerest simulate}: writes rendered streams as a YOLO data set. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Renders salmon streams and writes them as a YOLO data set with exact labels.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:could not be written", "2:the options make no sense"})
public final class Simulate implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or empty folder.")
    private Path out = Path.of(".");

    @Option(
            names = "--frames",
            required = true,
            paramLabel = "N",
            description = "Frames in all, shared evenly between the streams.")
    private int frames;

    @Option(
            names = "--streams",
            defaultValue = "4",
            paramLabel = "K",
            description = "Cameras (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--first-camera",
            defaultValue = "1",
            paramLabel = "I",
            description = "Index of the first camera; from 100 on they are kept for base checkpoints"
                    + " (default: ${DEFAULT-VALUE}).")
    private int firstCamera;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--width",
            defaultValue = "640",
            paramLabel = "PX",
            description = "Pixels (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--height",
            defaultValue = "360",
            paramLabel = "PX",
            description = "Pixels (default: ${DEFAULT-VALUE}).")
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
            description = "Take every N-th frame of a stream (default: ${DEFAULT-VALUE}).")
    private int stride;

    @ArgGroup
    private @Nullable Validation validation;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that render (default: one a core); they do not change what is written.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--contact-sheet", description = "Also write contact-sheet.png, to look at.")
    private boolean contactSheet;

    @Spec
    private @Nullable CommandSpec spec;

    /** Which frames are for validation: one way or the other. */
    static final class Validation {
        @Option(
                names = "--val-fraction",
                paramLabel = "F",
                description = "Share of every stream's frames, its last, for validation (default: 0.2).")
        private @Nullable Double fraction;

        @Option(
                names = "--val-streams",
                paramLabel = "K",
                description = "Or else: the last K streams are for validation, the others for training.")
        private @Nullable Integer wholeStreams;

        Split split() {
            if (wholeStreams != null) {
                return new Split.WholeStreams(wholeStreams);
            }
            return new Split.LastFrames(fraction == null ? 0.2 : fraction);
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Simulate()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = commandLine();
        PrintWriter err = line.getErr();
        DatasetPlan plan = plan(line);
        try {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName("rendering")
                    .setInitialMax(frames)
                    .setUnit(" frames", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    // In a log a line now and then says enough.
                    .setUpdateIntervalMillis(Boolean.getBoolean("nerest.terminal") ? 250 : 15_000)
                    .showSpeed()
                    .build()) {
                new DatasetWriter(plan, out, threads).write(command(), bar::step);
            }
            if (contactSheet) {
                DatasetContactSheet.write(plan, out.resolve("contact-sheet.png"));
            }
        } catch (IOException e) {
            err.println("simulate: " + e.getMessage());
            return 1;
        }
        line.getOut().println("wrote " + frames + " frames of " + streams + " streams to " + out);
        return 0;
    }

    private DatasetPlan plan(CommandLine line) {
        if (threads < 1) {
            throw new ParameterException(line, "--threads: at least 1, not " + threads);
        }
        try {
            Split split = validation == null ? new Split.LastFrames(0.2) : validation.split();
            FrameFormat format = new FrameFormat(width, height, quality);
            return new DatasetPlan(frames, streams, firstCamera, seed, format, stride, split);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("Simulate runs as a picocli command");
        }
        return spec.commandLine();
    }

    /** The command by which the same data set can be made again. */
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
