package io.nerest.standalone.demo;

import io.nerest.standalone.Console;
import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: watch a detector get better. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Play camera streams through the real services, answer the frames they ask labels for, train, and show"
                    + " the better model.",
            "Exit code 0 only if every frame is accounted for."
        })
public final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA.yaml",
            description =
                    "Play these frames instead of rendered ones: a YOLO data set whose 'train' list is the stream,"
                            + " its labels hidden behind the annotator, and whose 'val' list is the validation set.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--rounds", description = "Rounds after the first.", defaultValue = "4")
    private int rounds;

    @Option(names = "--initial", description = "Frames labelled in the first round.", defaultValue = "8")
    private int initial;

    @Option(names = "--batch-size", description = "Frames labelled in every later round.", defaultValue = "12")
    private int batchSize;

    @Option(names = "--sample-size", description = "Frames of the pool each round looks at.", defaultValue = "150")
    private int sampleSize;

    @Option(names = "--strategy", description = "How a round chooses.", defaultValue = "least-confidence")
    private String strategy = "";

    @Option(names = "--epochs", description = "Epochs of each training.", defaultValue = "15")
    private int epochs;

    @Option(names = "--imgsz", description = "Side that pictures are trained and scored at.", defaultValue = "320")
    private int imgsz;

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description = "Weights that every training starts from; by default the project's own base checkpoint.")
    private Optional<Path> base = Optional.empty();

    @Option(names = "--seed", description = "Of everything drawn at random.", defaultValue = "0")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results.", defaultValue = "build/demo")
    private Path out = Path.of("build/demo");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.locate();
        DemoOptions options = new DemoOptions(
                data,
                atLeast(1, rounds, "--rounds"),
                atLeast(1, initial, "--initial"),
                atLeast(1, batchSize, "--batch-size"),
                atLeast(1, sampleSize, "--sample-size"),
                strategy,
                atLeast(1, epochs, "--epochs"),
                imgsz(),
                base.orElse(installation.baseCheckpoint()),
                seed,
                out.toAbsolutePath().normalize());
        if (!Files.isRegularFile(options.base())) {
            throw refused("--base " + options.base() + " is no file");
        }
        Console console = new Console(System.out);
        DemoData played = data.isPresent() ? DatasetStreams.read(data.get()) : new DemoStreams(console).render(seed);
        clear(options.out());
        DemoReport report = new Demo(installation, options, played, console).run();
        console.print(table(report));
        console.print("Results are in " + options.out());
        return report.books().balanced() ? 0 : 1;
    }

    private int imgsz() {
        if (imgsz < 32 || imgsz > 2048 || imgsz % 32 != 0) {
            throw refused("--imgsz must be a multiple of 32 in 32..2048, not " + imgsz);
        }
        return imgsz;
    }

    private int atLeast(int least, int value, String option) {
        if (value < least) {
            throw refused(option + " must be at least " + least + ", not " + value);
        }
        return value;
    }

    private CommandLine.ParameterException refused(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** A demo starts from nothing; only a folder that an earlier demo made is cleared. */
    private void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent() && !Files.exists(folder.resolve("data/stack.json"))) {
                throw refused("--out " + folder + " is not empty, and no demo made it; name another folder");
            }
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String table(DemoReport report) {
        StringBuilder text = new StringBuilder(String.format(
                "%n%5s %7s %7s %9s %10s %7s %9s  %s%n",
                "round", "labels", "mAP50", "mAP50-95", "precision", "recall", "seconds", "model"));
        for (DemoRound round : report.rounds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5d %7d %7.3f %9.3f %10.3f %7.3f %9.0f  %s%n",
                    round.round(),
                    round.labels(),
                    round.map50(),
                    round.map5095(),
                    round.precision(),
                    round.recall(),
                    round.seconds(),
                    round.modelStatus().toLowerCase(Locale.ROOT)));
        }
        Reconciliation books = report.books();
        text.append(String.format(
                Locale.ROOT,
                "%nuploaded %d = registered %d + duplicates %d + rejected %d; scored %d; twice by one model %d%n",
                books.uploaded(),
                books.registered(),
                books.duplicates(),
                books.rejected(),
                books.scored(),
                books.scoredTwice()));
        text.append(String.format(
                Locale.ROOT,
                "scoring %.1f frames/s of the bare network's %.1f (%.0f %%); upload to detections %.1f ms (%.2f inferences)%n",
                report.scoring().pipelineFramesPerSecond(),
                report.scoring().networkFramesPerSecond(),
                report.scoring().share() * 100,
                report.latency().medianMillis(),
                report.latency().inferences()));
        text.append(String.format(
                Locale.ROOT,
                "%.0f s, at most %.2f GB of memory in all%n",
                report.seconds(),
                report.memory().peakBytesInAll() / 1e9));
        if (!books.balanced()) {
            text.append("THE BOOKS DO NOT BALANCE:\n");
            books.discrepancies()
                    .forEach(
                            discrepancy -> text.append("  ").append(discrepancy).append('\n'));
        }
        return text.toString();
    }
}
