package io.nerest.experiments.offline;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.run.PoolScoring;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.Strategies;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest query}: selects frames once, without a campaign. */
@Command(
        name = "query",
        description = {
            "Selects frames of a folder by a strategy, without a campaign, and writes them as a folder to label. The frames are"
                    + " scored by --model, or by --predictions of any model in any annotation format with confidences.",
        },
        footer = {
            "",
            "Example: nerest query frames --predictions megadetector.json --strategy entropy --count 50 --out batch"
        })
public final class QueryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FRAMES", description = "folder of frames")
    private Path frames = Path.of("");

    @Option(names = "--model", paramLabel = "WEIGHTS", description = "weights that score the frames")
    private @Nullable Path model;

    @Option(
            names = "--predictions",
            paramLabel = "SOURCE",
            description = "detections of another model, with confidences")
    private @Nullable Path predictions;

    @Option(
            names = "--embeddings",
            paramLabel = "FILE",
            description = "embeddings of the frames, as of 'nerest embed', instead of the model's features")
    private @Nullable Path embeddings;

    @Option(names = "--strategy", defaultValue = "entropy", description = "as in campaigns (${DEFAULT-VALUE})")
    private String strategy = "entropy";

    @Option(names = "--setting", paramLabel = "KEY=VALUE", description = "settings of the strategy, as in campaigns")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--count",
            defaultValue = "20",
            paramLabel = "N",
            description = "frames to select (${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "S", description = "of what is drawn (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--imgsz", defaultValue = "640", description = "longer side in the network (${DEFAULT-VALUE})")
    private int imgsz;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, the number of a CUDA device, or auto (cpu)")
    private String device = "cpu";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "new folder of the selected frames")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The classes, and the boxes by the frame's name. */
    private record Scores(
            List<String> classNames, Map<String, List<ScoredBox>> boxes, Map<String, float[]> embeddings) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        if ((model == null) == (predictions == null)) {
            throw new IllegalArgumentException("give either --model=WEIGHTS, or --predictions=SOURCE");
        }
        OptionRange.whole("--count", count, 1, 1_000_000);
        ConfiguredStrategy configured = Strategies.configure(strategy, settings);
        if (predictions != null && embeddings == null && configured.needsEmbeddings()) {
            throw new IllegalArgumentException("--strategy=" + strategy
                    + ": needs embeddings, which predictions do not hold; give --model or --embeddings, or another"
                    + " strategy");
        }
        if (configured.strategy().committee().isPresent()) {
            throw new IllegalArgumentException("--strategy=" + strategy + ": needs several models; name another");
        }
        if (Files.exists(out)) {
            throw new IllegalArgumentException("--out=" + out + ": exists; name a new folder");
        }
        OutputPlace.folder("--out", out);
        List<PoolFrame> pool = FrameFolder.read(frames, console::println);
        Scores scores = withEmbeddings(pool, model == null ? given(pool, console) : scored(pool, model));
        Map<UUID, PoolFrame> byId = new HashMap<>();
        List<ScoredFrame> candidates = new ArrayList<>();
        for (PoolFrame frame : pool) {
            byId.put(frame.id(), frame);
            candidates.add(new ScoredFrame(
                    frame.id(),
                    frame.item().stream(),
                    frame.capturedAt(),
                    scores.boxes().getOrDefault(frame.name(), List.of()),
                    scores.embeddings().getOrDefault(frame.name(), new float[0])));
        }
        SelectionResult result = Selection.select(
                new SelectionRequest(configured.strategy(), configured.settings(), count, candidates, List.of(), seed));
        result.notes().forEach(console::println);
        write(result.frames(), byId, scores);
        console.printf("%d of %d frames selected by %s in %s%n", result.frames().size(), pool.size(), strategy, out);
        return ExitCode.OK;
    }

    /** Replaces the embeddings by those of the file, which must have every frame. */
    private Scores withEmbeddings(List<PoolFrame> pool, Scores scores) throws IOException {
        if (embeddings == null) {
            return scores;
        }
        Map<String, float[]> given = EmbeddingsFile.read(embeddings);
        for (PoolFrame frame : pool) {
            if (!given.containsKey(frame.name())) {
                throw new IllegalArgumentException(
                        "--embeddings=" + embeddings + ": has no embedding of frame " + frame.name());
            }
        }
        return new Scores(scores.classNames(), scores.boxes(), given);
    }

    private void write(List<SelectedFrame> selected, Map<UUID, PoolFrame> byId, Scores scores) throws IOException {
        List<PoolFrame> chosen = new ArrayList<>();
        List<ChosenFrame> table = new ArrayList<>();
        for (SelectedFrame frame : selected) {
            PoolFrame own = byId.get(frame.frameId());
            if (own == null) {
                throw new IllegalStateException("frame " + frame.frameId() + " is not in the pool");
            }
            chosen.add(own);
            table.add(new ChosenFrame(
                    own.name(), own.item().stream(), frame.rank(), frame.score(), frame.reason(), frame.parts()));
        }
        new LabelBatch(out, scores.classNames(), chosen).write(table, scores.boxes(), AnnotationFormat.YOLO);
    }

    private Scores scored(List<PoolFrame> pool, Path weights) throws IOException, InterruptedException {
        List<String> classNames;
        try (Detector detector = Detector.load(weights, DetectorOptions.DEFAULT)) {
            classNames = detector.classNames();
        }
        Map<String, List<ScoredBox>> boxes = new HashMap<>();
        Map<String, float[]> embeddings = new HashMap<>();
        for (PoolScoring.PoolScore score : new PoolScoring(imgsz, device).score(weights, pool)) {
            boxes.put(score.frame().name(), score.boxes());
            embeddings.put(score.frame().name(), score.embedding());
        }
        return new Scores(classNames, boxes, embeddings);
    }

    /** Predictions of a file, matched by the frames' names. */
    private Scores given(List<PoolFrame> pool, PrintWriter console) throws IOException {
        Path source = predictions == null ? frames : predictions;
        ImportReport report = new ImportReport();
        AnnotationSet set = AnnotationFormat.detect(source).read(source, List.of(frames), FormatLimits.DEFAULT, report);
        console.println(source + ": " + report.text());
        Map<String, List<ScoredBox>> boxes = new HashMap<>();
        for (AnnotatedImage image : set.images()) {
            boxes.put(
                    image.name(),
                    image.boxes().stream().map(box -> box(box, set)).toList());
        }
        long known =
                pool.stream().filter(frame -> boxes.containsKey(frame.name())).count();
        if (known == 0) {
            throw new FormatException(source + " names none of the frames in " + frames);
        }
        console.printf(
                "predictions of %d of %d frames; the others count as frames without detections%n", known, pool.size());
        return new Scores(set.classNames(), boxes, Map.of());
    }

    private static ScoredBox box(AnnotatedBox box, AnnotationSet set) {
        return new ScoredBox(
                set.classNames().indexOf(box.className()),
                box.confidence().orElse(1),
                box.left() + box.width() / 2,
                box.top() + box.height() / 2,
                box.width(),
                box.height());
    }
}
