package io.nerest.cli.count;

import io.nerest.cli.options.DetectorArguments;
import io.nerest.cli.predict.FrameReader;
import io.nerest.cli.predict.Predictor;
import io.nerest.cli.predict.SourceFiles;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ResultFolder;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.pipeline.Parallelism;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest count}: counts fish and their passages across a line. */
@Command(
        name = "count",
        customSynopsis = "nerest count VIDEO|DIR [--line X1,Y1,X2,Y2] [OPTION...]",
        description = {
            "Counts the fish in a video, in each video of a folder, or in a folder of images of one camera, and their",
            "passages across a line. Writes tracks.csv, passages.csv, boxes.csv, frames.csv, counts.csv and annotated",
            "videos."
        })
public final class CountCommand implements Callable<Integer> {
    private static final double LEAST_CONFIDENCE = 0.01;

    @Parameters(index = "0", paramLabel = "VIDEO|DIR", description = "a video, a folder, a pattern, or a list of files")
    private String source = "";

    @Option(
            names = "--line",
            defaultValue = "",
            paramLabel = "X1,Y1,X2,Y2",
            description =
                    "line to count passages across, in pixels, or as fractions of the image if all are at most 1; in"
                            + " is from its left to its right as seen from its first end: 0.5,1,0.5,0 is the middle, and in is"
                            + " from left to right (none)")
    private String line = "";

    @Option(names = "--conf", defaultValue = "0.15", description = "least confidence that begins a track (0.15)")
    private double conf;

    @Option(
            names = "--low_conf",
            defaultValue = "0.05",
            description = "least confidence that continues a track; at most conf (0.05)")
    private double lowConf;

    @Option(names = "--min_detections", defaultValue = "5", description = "least detections of a fish (5)")
    private int minDetections;

    @Option(
            names = "--min_confidence",
            defaultValue = "0.15",
            description = "least mean of a fish's min_detections highest confidences (0.15)")
    private double minConfidence;

    @Option(
            names = "--min_travel",
            defaultValue = "0.5",
            description = "least extent of a fish's path in its own sizes; 0 also counts what rests (0.5)")
    private double minTravel;

    @Option(names = "--rate", defaultValue = "10", description = "images of a folder per second (10)")
    private double rate;

    @Option(names = "--vid_stride", defaultValue = "1", description = "process every Nth frame of a video (1)")
    private int videoStride;

    @Option(
            names = "--start",
            defaultValue = "",
            paramLabel = "TIME",
            description =
                    "time of each stream's first frame, such as 2026-07-01T06:00:00Z, for the column 'time' (none)")
    private String start = "";

    @Option(
            names = "--save",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "write videos with boxes, numbers and the running count (true)")
    private boolean save;

    @Mixin
    private DetectorArguments detectorArguments = new DetectorArguments();

    @Option(
            names = "--project",
            defaultValue = "runs/count",
            description = "parent folder of the results (${DEFAULT-VALUE})")
    private Path project = Path.of("");

    @Option(names = "--name", defaultValue = "count", description = "name of the result folder (count)")
    private String name = "";

    @Option(
            names = "--exist_ok",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "write into an existing folder instead of a numbered one")
    private boolean existOk;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.number("conf", conf, LEAST_CONFIDENCE, 1);
        OptionRange.number("low_conf", lowConf, 0, conf);
        OptionRange.whole("min_detections", minDetections, 1, 100_000);
        OptionRange.number("min_confidence", minConfidence, 0, 1);
        OptionRange.number("min_travel", minTravel, 0, 1000);
        OptionRange.number("rate", rate, 0.001, 1000);
        OptionRange.whole("vid_stride", videoStride, 1, 1_000_000);
        Optional<LineArgument> parsed = line.isEmpty() ? Optional.empty() : Optional.of(LineArgument.parse(line));
        Optional<Instant> from = start();
        Path model = detectorArguments.modelOrBase();
        List<Path> files = files();
        Parallelism parallelism = detectorArguments.parallelism();
        DetectorOptions options = detectorArguments
                .options(lowConf, false, detectorArguments.usualBatch())
                .withThreads(parallelism.threads());
        ResultFolder.requireName(name);
        OutputPlace.folder("project", project);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        FishRule rule = new FishRule(minDetections, minConfidence, minTravel);
        try (Detector detector = Detector.load(model, options);
                FrameReader frames = new FrameReader(files, videoStride)) {
            Path folder = ResultFolder.create(project, name, existOk);
            CountingOutput.Settings settings = new CountingOutput.Settings(
                    TrackerSettings.DEFAULT.withConfidence(lowConf, conf),
                    rule,
                    parsed,
                    save ? Optional.of(folder) : Optional.empty(),
                    rate,
                    videoStride);
            List<StreamCount> counts = new ArrayList<>();
            long began = System.nanoTime();
            int processed;
            try (CountingOutput output =
                    new CountingOutput(settings, new CountTables(folder, rule, conf, from), count -> {
                        counts.add(count);
                        out.println(describe(count, parsed.isPresent()));
                    })) {
                processed = new Predictor(
                                detector::predict,
                                List.of(output),
                                reason -> err.println("skipped: " + reason),
                                options.batch(),
                                parallelism.workers())
                        .run(frames);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "%d fish in %d streams; %d frames in %.1f s (%.1f frames/s) by %s%nResults in %s%n",
                    counts.stream().mapToInt(StreamCount::fish).sum(),
                    counts.size(),
                    processed,
                    seconds,
                    processed / seconds,
                    detector.engineName(),
                    folder);
            return processed == 0 ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private static String describe(StreamCount count, boolean withLine) {
        String passages =
                withLine ? ", %d in, %d out, net %d".formatted(count.in(), count.out(), count.in() - count.out()) : "";
        return String.format(
                Locale.ROOT,
                "%s: %d fish%s (%d frames, %.1f s)",
                count.name(),
                count.fish(),
                passages,
                count.frames(),
                count.seconds());
    }

    private List<Path> files() throws IOException {
        List<Path> files = SourceFiles.of(source);
        long videos = files.stream().filter(SourceFiles::isVideo).count();
        if (videos > 0 && videos < files.size()) {
            throw new IllegalArgumentException(
                    "%s holds %d videos and %d images; count one kind at a time, by a pattern such as '%s/*.mp4'"
                            .formatted(source, videos, files.size() - videos, source));
        }
        return files;
    }

    private Optional<Instant> start() {
        if (start.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(start).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--start=" + start + ": must be a time with its zone, such as 2026-07-01T06:00:00Z", e);
        }
    }
}
