package io.nerest.experiments.selfsupervised;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.offline.FrameFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest embed}: learns embeddings of a folder's frames without labels. */
@Command(
        name = "embed",
        description = {
            "Learns embeddings of the frames of a folder without labels, and compares them with the network's own features.",
            "A linear projection of the features is learnt by VICReg: views of one frame get the same embedding, and the dimensions"
                    + " are spread and independent. The network is not changed."
        },
        footer = {
            "",
            "Example: nerest embed frames --out embeddings.csv",
            "         nerest query frames --model w.safetensors --embeddings embeddings.csv --strategy core-set --out batch"
        })
public final class EmbedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FRAMES", description = "Folder of frames.")
    private Path frames = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "WEIGHTS",
            description = "Network whose features are projected (default: the project's base checkpoint).")
    private Path model = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of the embeddings.")
    private Path out = Path.of("");

    @Option(names = "--imgsz", defaultValue = "320", description = "Longer side in the network (${DEFAULT-VALUE}).")
    private int imgsz = 320;

    @Option(
            names = "--views",
            defaultValue = "4",
            paramLabel = "N",
            description = "Changed views of each frame beside the frame itself (${DEFAULT-VALUE}).")
    private int views = 4;

    @Option(
            names = "--dimensions",
            defaultValue = "64",
            paramLabel = "D",
            description = "Numbers of an embedding (${DEFAULT-VALUE}).")
    private int dimensions = 64;

    @Option(
            names = "--epochs",
            defaultValue = "100",
            paramLabel = "E",
            description = "Passes over the frames (${DEFAULT-VALUE}).")
    private int epochs = 100;

    @Option(
            names = "--gap",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "Longest time between neighbours of one clip, for the comparison (${DEFAULT-VALUE}).")
    private int gap = 10;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Of all that is drawn (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OptionRange.multiple("--imgsz", imgsz, 32, 32, 2048);
        OptionRange.whole("--views", views, 1, 100);
        OptionRange.whole("--dimensions", dimensions, 2, 1024);
        OptionRange.whole("--epochs", epochs, 1, 100_000);
        OptionRange.whole("--gap", gap, 0, 1_000_000);
        if (Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out=" + out + ": is a folder; name a file, such as embeddings.csv");
        }
        PrintWriter console = spec.commandLine().getOut();
        List<PoolFrame> pool = FrameFolder.read(frames, console::println);
        if (pool.size() < 2) {
            throw new IllegalArgumentException(frames + " has " + pool.size() + " frames, but at least 2 are needed");
        }
        List<float[][]> features = features(pool, console);
        if (features.get(0)[0].length == 0) {
            throw new IllegalArgumentException(
                    "--model=" + model + ": gives no features; name weights, no exported model");
        }
        List<Double> losses = new ArrayList<>();
        LearntProjection projection = LearntProjection.learn(features, dimensions, epochs, seed, losses::add);
        List<EmbeddingsFile.Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < pool.size(); i++) {
            embeddings.add(new EmbeddingsFile.Embedding(pool.get(i).name(), projection.of(features.get(i)[0])));
        }
        EmbeddingsFile.write(out, embeddings);
        console.printf(
                Locale.ROOT,
                "%d frames, %d views each; loss %.2f in the first epoch, %.2f in the last; embeddings in %s%n",
                pool.size(),
                views + 1,
                losses.get(0),
                losses.get(losses.size() - 1),
                out);
        compare(
                console,
                pool,
                features.stream().map(frame -> frame[0]).toList(),
                embeddings.stream().map(EmbeddingsFile.Embedding::numbers).toList());
        return ExitCode.OK;
    }

    private List<float[][]> features(List<PoolFrame> pool, PrintWriter console) throws IOException {
        List<float[][]> features = new ArrayList<>();
        Path weights = model.toString().isEmpty() ? FrameFolder.builtInBase() : model;
        DetectorOptions options = DetectorOptions.DEFAULT.withImgsz(imgsz);
        try (Detector detector = Detector.load(weights, options);
                ProgressDisplay work = ProgressDisplay.start("features", "frames", pool.size(), console)) {
            FrameViews of = new FrameViews(detector, views, seed);
            for (PoolFrame frame : pool) {
                features.add(of.features(frame.item().image()));
                work.stepTo(features.size());
            }
        }
        return features;
    }

    private void compare(PrintWriter console, List<PoolFrame> pool, List<float[]> own, List<float[]> learnt) {
        EmbeddingQuality quality = new EmbeddingQuality(pool, Duration.ofSeconds(gap));
        int batch = Math.max(1, Math.min(quality.clips(), pool.size() / 10));
        console.printf(
                "%d clips (frames of one camera at most %d s apart). One clip nearer: how often a frame is nearer to one of its clip"
                        + " than to one of another; clips in a batch of %d frames by strategy:%n",
                quality.clips(), gap, batch);
        console.printf("%-24s %16s %9s %9s%n", "embeddings", "one clip nearer", "core-set", "typical");
        row(console, quality, "features (" + own.get(0).length + ")", own, batch);
        row(console, quality, "self-supervised (" + dimensions + ")", learnt, batch);
        console.printf("%-24s %16s %9d%n", "random frames", "", quality.clipsOf("random", own, batch, seed));
    }

    private void row(PrintWriter console, EmbeddingQuality quality, String name, List<float[]> embeddings, int batch) {
        console.printf(
                Locale.ROOT,
                "%-24s %16.3f %9d %9d%n",
                name,
                quality.sameClipNearer(embeddings, seed),
                quality.clipsOf("core-set", embeddings, batch, seed),
                quality.clipsOf("typical", embeddings, batch, seed));
    }
}
