package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stack with a console on a copy of the data directory {@code data-dir-v1}, whose campaign it has continued to its end. The
 * first test that needs it starts it and the others use it too: a start takes longer than most tests. It is not stopped: its
 * processes end when this one does, as after the death of a launcher. Tests add streams and campaigns of their own to it, and
 * restart its services, but stop none.
 */
final class ContinuedStack {
    static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    private static final Duration OUTAGE_LIMIT = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static @Nullable ContinuedStack started;

    private final Stack stack;
    private final Path dataDir;
    private final ProviderKey provider;
    private final Fixture fixture;
    private final List<DemoRound> rounds;
    private final long framesInIngest;
    private final Set<UUID> unscored;
    private final Map<String, Integer> deadLetters;

    /** A description of a data directory: {@code fixture.json}. */
    record Fixture(UUID campaign, List<KnownFrame> frames, Set<UUID> labelled) {}

    /** A frame of a data directory, and its true boxes. */
    record KnownFrame(UUID frame, List<LabelledBox> boxes) {}

    @SuppressWarnings("try") // the recorder runs while it is open
    private ContinuedStack(Stack stack, Path dataDir, ProviderKey provider, Fixture fixture) throws Exception {
        this.stack = stack;
        this.dataDir = dataDir;
        this.provider = provider;
        this.fixture = fixture;
        ObservedEvents events = new ObservedEvents();
        BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();
        KnownBoxes truth = new KnownBoxes(events);
        fixture.frames().forEach(frame -> truth.add(new Upload.Accepted("", frame.frame()), frame.boxes()));
        FrameUploader ingest = new FrameUploader(client("ingest"));
        try (EventRecorder unused = new EventRecorder(stack.endpoints().kafka(), events, progress::add)) {
            rounds = CampaignRun.resume(
                            fixture.campaign().toString(),
                            client("selector"),
                            new Annotator(ingest, truth, "oracle", OUTAGE_LIMIT),
                            progress,
                            new TimedOutput(new PrintWriter(Writer.nullWriter())))
                    .follow();
            framesInIngest = ingest.framesInIngest();
            unscored = events.unscored();
            deadLetters = events.deadLetters();
        }
    }

    /** Returns the stack of this process. Starts it and continues its campaign if no test has done so. */
    static synchronized ContinuedStack get() throws Exception {
        if (started == null) {
            Path folder = Path.of("target", "continued-stack").toAbsolutePath();
            delete(folder);
            started = start(folder);
        }
        return started;
    }

    private static ContinuedStack start(Path folder) throws Exception {
        Installation installation = Installation.locate();
        Path fixture = FIXTURES.resolve("data-dir-v1");
        Path dataDir = folder.resolve("data");
        new DataDirectoryArchive(installation.baseCheckpoint()).unpack(fixture.resolve("data.tar.xz"), dataDir);
        Fixture known = JSON.readValue(fixture.resolve("fixture.json").toFile(), Fixture.class);
        ProviderKey provider = ProviderKey.generate();
        Map<String, String> environment = new HashMap<>(FastStart.ENVIRONMENT);
        environment.put("NEREST_CONSOLE_BLIND_SHARE", "0.05");
        environment.putAll(provider.environment());
        StackSettings settings = new StackSettings(
                        dataDir,
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        environment)
                .withConsole();
        Stack stack = Stack.start(installation, settings, System.out::println);
        try {
            return new ContinuedStack(stack, dataDir, provider, known);
        } catch (Exception | AssertionError e) {
            stack.close();
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    Stack stack() {
        return stack;
    }

    Path dataDir() {
        return dataDir;
    }

    /** Returns the key of the identity provider that the console trusts. */
    ProviderKey provider() {
        return provider;
    }

    Fixture fixture() {
        return fixture;
    }

    /** Returns the rounds of the campaign. */
    List<DemoRound> rounds() {
        return rounds;
    }

    /** Returns the number of frames at the end of the campaign. */
    long framesInIngest() {
        return framesInIngest;
    }

    /** Returns the frames without detections at the end of the campaign. */
    Set<UUID> unscored() {
        return unscored;
    }

    /** Returns the number of dead letters by topic until the end of the campaign. */
    Map<String, Integer> deadLetters() {
        return deadLetters;
    }

    /** Returns a client of a service with the rights of all roles. */
    private RestClient client(String service) {
        return new RestClient(
                stack.endpoints().service(service), stack.endpoints().accessToken());
    }
}
