package io.nerest.standalone.demo;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.selection.Strategies;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest demo}: runs a campaign on the real services and reports the improvement of the model. */
@Command(
        name = "demo",
        showDefaultValues = true,
        description = "Play camera streams through the real services, label the requested frames, train, and report"
                + " the improved model.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the campaign ended and every frame is accounted for",
            "1:a failure, or frames were lost or processed twice",
            "2:invalid arguments; nothing was started"
        })
public final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA.yaml",
            description = "Play a YOLO data set instead of rendered streams. Its 'train' images are the stream; their"
                    + " labels are used only by the simulated annotator. Its 'val' images are the validation set.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--rounds", description = "Rounds after the first.", defaultValue = "4")
    private int rounds;

    @Option(names = "--initial", description = "Frames labelled in the first round.", defaultValue = "8")
    private int initial;

    @Option(names = "--batch-size", description = "Frames labelled in every later round.", defaultValue = "12")
    private int batchSize;

    @Option(names = "--sample-size", description = "Unlabelled frames that each round scores.", defaultValue = "150")
    private int sampleSize;

    @Option(names = "--strategy", description = "Selection strategy of the rounds.", defaultValue = "least-confidence")
    private String strategy = "";

    @Option(names = "--epochs", description = "Epochs of each training.", defaultValue = "15")
    private int epochs;

    @Option(
            names = "--imgsz",
            description = "Image size of training and scoring, a multiple of 32.",
            defaultValue = "320")
    private int imgsz;

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description = "Weights that every training starts from; by default the base checkpoint of the project.")
    private Optional<Path> base = Optional.empty();

    @Option(names = "--seed", description = "Random seed.", defaultValue = "0")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Directory of the results.", defaultValue = "build/demo")
    private Path out = Path.of("build/demo");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.locate();
        DemoOptions options = options(installation);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        DemoData frames =
                data.isPresent() ? DatasetDemoData.read(data.get()) : new RenderedDemoData(output).render(seed);
        deleteEarlierDemo(options.out());
        DemoReport report = new DemoRun(installation, options, frames, output).run();
        output.text(DemoSummary.of(report));
        output.text("Results are in " + options.out());
        return report.reconciliation().consistent() ? 0 : 1;
    }

    /**
     * Checks all options before any process is started.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    private DemoOptions options(Installation installation) throws IOException {
        Strategies.configure(strategy, Map.of());
        DemoOptions options = new DemoOptions(
                data,
                atLeast(1, rounds, "--rounds"),
                atLeast(1, initial, "--initial"),
                atLeast(1, batchSize, "--batch-size"),
                atLeast(1, sampleSize, "--sample-size"),
                strategy,
                atLeast(1, epochs, "--epochs"),
                multipleOf32(imgsz, "--imgsz"),
                StackOptions.checkpoint(base.orElse(installation.baseCheckpoint())),
                seed,
                out.toAbsolutePath().normalize());
        TrainingArguments.parse(DemoTrainingArguments.of(options));
        requireEmptyOrEarlierDemo(options.out());
        return options;
    }

    private static int multipleOf32(int value, String option) {
        if (value < 32 || value > 2048 || value % 32 != 0) {
            throw new IllegalArgumentException(option + " must be a multiple of 32 in 32..2048, not " + value);
        }
        return value;
    }

    private static int atLeast(int least, int value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", not " + value);
        }
        return value;
    }

    private static void requireEmptyOrEarlierDemo(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent() && !Files.exists(folder.resolve("data/stack.json"))) {
                throw new IllegalArgumentException(
                        "--out: " + folder + " is not empty and was not created by a demo; specify another directory");
            }
        }
    }

    private static void deleteEarlierDemo(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
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
}
