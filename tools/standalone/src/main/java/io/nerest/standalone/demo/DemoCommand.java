package io.nerest.standalone.demo;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.TrainingStart;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.StackAddresses;
import io.nerest.standalone.stack.StoreCredentials;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
    private static final int MOST_ROUNDS = 1000;
    private static final int MOST_FRAMES = 1_000_000;
    private static final int MOST_EPOCHS = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
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
            names = "--stop-epochs",
            paramLabel = "N",
            description =
                    "Cap on the epochs of all rounds together: the training that would exceed it is shortened, and the"
                            + " campaign ends; 0 for no cap.",
            defaultValue = "0")
    private int stopEpochs;

    @Option(
            names = "--start-from",
            paramLabel = "WEIGHTS",
            description = "Weights that each training starts from: BASE, or PREVIOUS for those of the round before.",
            defaultValue = "BASE")
    private TrainingStart startFrom = TrainingStart.BASE;

    @Option(
            names = "--imgsz",
            description = "Image size of training and scoring, a multiple of 32.",
            defaultValue = "320")
    private int imgsz;

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            names = "--base",
            paramLabel = "WEIGHTS",
            description =
                    "Weights that every training starts from. Default: the base checkpoint that was trained on rendered streams; with --data, the one that was trained on real fish.")
    private Optional<Path> base = Optional.empty();

    @Option(names = "--seed", description = "Random seed.", defaultValue = "0")
    private long seed;

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            names = "--stack",
            paramLabel = "PART=ADDRESS",
            split = ",",
            description = "Use a running stack without frames instead of starting one:"
                    + " kafka=HOST:PORT,s3=URL,ingest=URL,scoring=URL,selector=URL,trainer=URL. The credentials of its"
                    + " store are the environment variables NEREST_S3_ACCESS_KEY and NEREST_S3_SECRET_KEY. Its trainer"
                    + " has the base checkpoint, so --base is not allowed.")
    private Map<String, String> stack = new LinkedHashMap<>();

    @Option(
            names = "--bucket",
            description = "Bucket of the stack that --stack names.",
            defaultValue = Endpoints.BUCKET)
    private String bucket = Endpoints.BUCKET;

    @Option(
            names = "--store-notifies",
            arity = "0..1",
            fallbackValue = "true",
            description = "Whether the store of --stack sends bucket notifications; if not, the cameras send them.",
            defaultValue = "false")
    private boolean storeNotifies;

    @Option(
            names = "--console",
            arity = "0..1",
            fallbackValue = "true",
            description =
                    "Label the requested frames yourself, in the console; without it a simulated annotator labels them, and"
                            + " the console can be watched.",
            defaultValue = "false")
    private boolean console;

    @Option(names = "--out", paramLabel = "DIR", description = "Directory of the results.", defaultValue = "build/demo")
    private Path out = Path.of("build/demo");

    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoOptions options = options(stack.isEmpty() ? ownStack() : runningStack());
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        OutputPlace.folder("--out", options.out());
        DemoData frames =
                data.isPresent() ? DatasetDemoData.read(data.get()) : new RenderedDemoData(output).render(seed);
        requireEnoughFrames(options, frames);
        deleteEarlierDemo(options.out());
        DemoReport report = new DemoRun(options, frames, output).run();
        output.text(DemoSummary.of(report));
        output.text("Results are in " + options.out());
        return report.reconciliation().consistent() ? 0 : 1;
    }

    /**
     * Checks all options before any process is started.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    private DemoOptions options(DemoStack services) throws IOException {
        requireStrategy(strategy);
        DemoOptions options = new DemoOptions(
                data,
                OptionRange.whole("--rounds", rounds, 1, MOST_ROUNDS),
                OptionRange.whole("--initial", initial, 1, MOST_FRAMES),
                OptionRange.whole("--batch-size", batchSize, 1, MOST_FRAMES),
                OptionRange.whole("--sample-size", sampleSize, 1, MOST_FRAMES),
                strategy,
                OptionRange.whole("--epochs", epochs, 1, MOST_EPOCHS),
                OptionRange.whole("--stop-epochs", stopEpochs, 0, MOST_ROUNDS * MOST_EPOCHS),
                startFrom,
                OptionRange.multiple("--imgsz", imgsz, 32, 32, 2048),
                seed,
                out.toAbsolutePath().normalize(),
                services);
        TrainingArguments.parse(DemoTrainingArguments.of(options));
        requireEmptyOrEarlierDemo(options.out());
        return options;
    }

    private DemoStack ownStack() {
        if (storeNotifies) {
            throw new IllegalArgumentException("--store-notifies: needs --stack; the demo's own store sends none");
        }
        Installation installation = Installation.locate();
        Path ownBase = data.isPresent() ? installation.fishBaseCheckpoint() : installation.baseCheckpoint();
        return new DemoStack.Own(installation, StackOptions.checkpoint(base.orElse(ownBase)), console);
    }

    private DemoStack runningStack() {
        if (base.isPresent()) {
            throw new IllegalArgumentException(
                    "--base=" + base.get() + ": is not allowed with --stack, whose trainer has the base checkpoint");
        }
        if (console) {
            throw new IllegalArgumentException(
                    "--console: is not allowed with --stack; open the console of that stack, and label there");
        }
        return new DemoStack.Running(
                StackAddresses.of(stack, StoreCredentials.of(System.getenv()), bucket), storeNotifies);
    }

    private static void requireStrategy(String strategy) {
        try {
            Strategies.configure(strategy, Map.of());
        } catch (InvalidSelectionException e) {
            throw new IllegalArgumentException("--strategy=" + strategy + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the rounds request more labels than there are frames */
    private static void requireEnoughFrames(DemoOptions options, DemoData frames) {
        long labels = options.initial() + (long) options.rounds() * options.batchSize();
        if (labels > frames.stream().size()) {
            throw new IllegalArgumentException(
                    "--initial=%d and %d rounds of --batch-size=%d request %d labels, but the streams have %d frames"
                            .formatted(
                                    options.initial(),
                                    options.rounds(),
                                    options.batchSize(),
                                    labels,
                                    frames.stream().size()));
        }
    }

    private static void requireEmptyOrEarlierDemo(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()
                    && !Files.exists(folder.resolve("data/stack.json"))
                    && !Files.exists(folder.resolve("report.json"))) {
                throw new IllegalArgumentException(
                        "--out=" + folder + ": is not empty and was not created by a demo; name another folder");
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
