package io.nerest.cli.predict;

import io.nerest.cli.options.DetectorArguments;
import io.nerest.cli.options.ResultFolderOptions;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.pipeline.Parallelism;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.detector.slicing.SliceMerge;
import io.nerest.detector.slicing.SliceOptions;
import io.nerest.detector.slicing.SlicedDetector;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect predict}: detects objects in images, folders and videos. */
@Command(
        name = "predict",
        customSynopsis = "nerest detect predict source=SOURCE model=WEIGHTS [ARGUMENT=VALUE]...",
        description = "Detects objects in an image, a video, a folder, a pattern, or a list of files.")
public final class PredictCommand implements Callable<Integer> {
    @Mixin
    private DetectorArguments detectorArguments = new DetectorArguments();

    @Option(
            names = "--source",
            defaultValue = "",
            description = "image, video, folder, pattern, .txt list of files, or data.yaml")
    private String source = "";

    @Option(names = "--split", defaultValue = "val", description = "split of a data.yaml: train, val, test (val)")
    private String split = "val";

    @Option(
            names = "--batch",
            defaultValue = "0",
            description = "images or tiles per batch; 0 for 1 on a CPU and 16 on a GPU (0)")
    private int batch;

    @Option(names = "--conf", defaultValue = "0.25", description = "minimum confidence of a detection (0.25)")
    private double conf;

    @Option(names = "--classes", split = ",", description = "class numbers to keep, such as 0,2 (all)")
    private List<Integer> classes = List.of();

    @Option(names = "--vid_stride", defaultValue = "1", description = "process every Nth frame of a video (1)")
    private int videoStride;

    @Option(
            names = "--slice",
            defaultValue = "0",
            description = "side of tiles in pixels, for small objects; 0 disables slicing (0)")
    private int slice;

    @Option(
            names = "--overlap",
            defaultValue = "0.2",
            description = "overlap of neighbouring tiles as a fraction of their side (0.2)")
    private double overlap;

    @Option(
            names = "--slice_merge",
            defaultValue = "greedy",
            description = "how detections of overlapping tiles are merged: greedy, nms")
    private SliceMerge merge = SliceMerge.GREEDY;

    @Option(
            names = "--save",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "write images and videos with boxes drawn (true)")
    private boolean save;

    @Option(
            names = "--save_txt",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "write labels in YOLO's format")
    private boolean saveTxt;

    @Option(
            names = "--save_conf",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "append the confidence to each line of save_txt")
    private boolean saveConf;

    @Option(
            names = "--save_json",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "write predictions.json in COCO's format")
    private boolean saveJson;

    @Option(
            names = "--save_embeddings",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "write embeddings.jsonl")
    private boolean saveEmbeddings;

    @Mixin
    private ResultFolderOptions resultFolder = new ResultFolderOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path model = detectorArguments.model();
        if (source.isEmpty()) {
            throw new IllegalArgumentException("source=: name an image, a video, a folder, a pattern, or a list");
        }
        OptionRange.whole("vid_stride", videoStride, 1, 1_000_000);
        OptionRange.whole("batch", batch, 0, 4096);
        if (slice != 0) {
            OptionRange.whole("slice", slice, 32, 8192);
        }
        OptionRange.number("overlap", overlap, 0, 0.9);
        classes.forEach(wanted -> OptionRange.whole("classes", wanted, 0, 99_999));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Parallelism parallelism = detectorArguments.parallelism();
        DetectorOptions options = detectorArguments
                .options(conf, false, batch == 0 ? detectorArguments.usualBatch() : batch)
                .withThreads(parallelism.threads());
        List<Path> files = files();
        resultFolder.check("predict");
        AtomicInteger rejected = new AtomicInteger();
        try (Detector detector = Detector.load(model, options);
                FrameReader frames = new FrameReader(files, videoStride)) {
            ImageDetector images = imageDetector(detector, options);
            Path folder = resultFolder.create("predict");
            List<PredictionOutput> outputs = new ArrayList<>();
            long began = System.nanoTime();
            int count;
            try {
                open(outputs, folder, detector, out);
                Consumer<String> rejections = reason -> {
                    rejected.incrementAndGet();
                    err.println("skipped: " + reason);
                };
                count = new Predictor(images, outputs, rejections, options.batch(), parallelism.workers()).run(frames);
            } finally {
                for (PredictionOutput output : outputs) {
                    output.close();
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "%d frames in %.1f s (%.1f frames/s) by %s, %d files skipped%nResults in %s%n",
                    count,
                    seconds,
                    count / seconds,
                    detector.engineName(),
                    rejected.get(),
                    folder);
            return count == 0 ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    /** The files of the source; of a data set, the images of a split. */
    private List<Path> files() throws IOException {
        if (!source.endsWith(".yaml") && !source.endsWith(".yml")) {
            return SourceFiles.of(source);
        }
        return DatasetReader.read(Path.of(source), split).val().stream()
                .map(DatasetItem::image)
                .toList();
    }

    private ImageDetector imageDetector(Detector detector, DetectorOptions options) {
        ImageDetector whole = detector::predict;
        ImageDetector sliced = slice == 0
                ? whole
                : new SlicedDetector(
                        whole,
                        new SliceOptions(
                                slice, overlap, true, merge, .5, options.nms().maxDet()),
                        options.batch());
        if (classes.isEmpty()) {
            return sliced;
        }
        for (int wanted : classes) {
            if (wanted < 0 || wanted >= detector.classNames().size()) {
                throw new IllegalArgumentException("classes=%d: the model's classes are 0 to %d"
                        .formatted(wanted, detector.classNames().size() - 1));
            }
        }
        return images -> sliced.predict(images).stream()
                .map(p -> new FramePrediction(
                        p.detections().stream()
                                .filter(d -> classes.contains(d.classId()))
                                .toList(),
                        p.embedding()))
                .toList();
    }

    private void open(List<PredictionOutput> outputs, Path folder, Detector detector, PrintWriter out)
            throws IOException {
        outputs.add(new ConsoleLines(out, detector.classNames()));
        if (saveTxt) {
            outputs.add(new LabelFiles(folder.resolve("labels"), saveConf));
        }
        if (saveJson) {
            outputs.add(new CocoPredictions(folder.resolve("predictions.json")));
        }
        if (saveEmbeddings) {
            outputs.add(new EmbeddingLines(folder.resolve("embeddings.jsonl")));
        }
        if (save) {
            outputs.add(new AnnotatedFrames(folder, detector.classNames()));
        }
    }
}
