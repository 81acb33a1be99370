package io.nerest.edge;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.commandline.OutputPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest edge}: keeps the frames of a camera on disk until they are uploaded. */
@Command(
        name = "nerest edge",
        description =
                "Moves frames from the folder of a camera to a spool on disk, and uploads them while the link is up.")
public final class Edge implements Callable<Integer> {
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(60);

    @Option(
            names = "--watch",
            required = true,
            paramLabel = "DIR",
            description = "Folder into which the camera writes images.")
    private Path watched = Path.of(".");

    @Option(names = "--spool", required = true, paramLabel = "DIR", description = "Folder of the frames that wait.")
    private Path spoolFolder = Path.of(".");

    @Option(names = "--url", required = true, paramLabel = "URL", description = "Address of the ingest service.")
    private URI url = URI.create("http://localhost:8081");

    @Option(names = "--stream", required = true, paramLabel = "ID", description = "Stream of the camera.")
    private String stream = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with the camera's key. Default: the variable NEREST_CAMERA_KEY.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "oldest-first",
            description = "oldest-first or newest-first. Default: ${DEFAULT-VALUE}.")
    private String order = "oldest-first";

    @Option(
            names = "--drop",
            paramLabel = "RULE",
            defaultValue = "thin",
            description =
                    "What a full spool drops: oldest, newest, or thin: every second frame of the older half. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String drop = "thin";

    @Option(
            names = "--spool-mb",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Megabytes of frames that the spool holds at most. Default: ${DEFAULT-VALUE}.")
    private long spoolMegabytes = 4096;

    @Option(
            names = "--kbit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Kilobits per second that uploads take at most; 0 for no limit. Default: ${DEFAULT-VALUE}.")
    private long kilobits;

    @Option(
            names = "--settle-ms",
            paramLabel = "N",
            defaultValue = "2000",
            description = "A file that was not changed for this long is complete. Default: ${DEFAULT-VALUE}.")
    private long settleMillis = 2000;

    @Option(names = "--once", description = "End when folder and spool are empty.")
    private boolean once;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        NerestCommandLine.create(new Edge()).executeAndExit(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        UploadOrder uploadOrder = choice("--order", order, UploadOrder.class);
        DropRule dropRule = choice("--drop", drop, DropRule.class);
        if (url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http")) {
            throw new IllegalArgumentException("--url=" + url + ": must be an address such as http://localhost:8081");
        }
        if (!Files.isDirectory(watched)) {
            throw new IllegalArgumentException("--watch=" + watched + ": is not a folder");
        }
        if (spoolMegabytes < 1 || kilobits < 0 || settleMillis < 0) {
            throw new IllegalArgumentException("--spool-mb must be at least 1, --kbit and --settle-ms at least 0");
        }
        OutputPlace.folder("--spool", spoolFolder);
        PrintWriter out = spec.commandLine().getOut();
        ClockOffset clock = new ClockOffset();
        FrameClient client = new FrameClient(url, stream, key(), UPLOAD_LIMIT, clock);
        try (Spool spool = new Spool(spoolFolder, spoolMegabytes * 1_000_000, dropRule)) {
            Uploader uploader = new Uploader(
                    spool, client, uploadOrder, new UploadRate(kilobits * 125), Duration.ofMinutes(1), line -> {
                        out.println(line);
                        out.flush();
                    });
            run(spool, uploader, clock, out::println);
            out.println(summary(spool.counts()));
        }
        return ExitCode.OK;
    }

    private String key() throws IOException {
        if (keyFile.isEmpty()) {
            return System.getenv().getOrDefault("NEREST_CAMERA_KEY", "");
        }
        if (!Files.isRegularFile(keyFile.get())) {
            throw new IllegalArgumentException("--key-file=" + keyFile.get() + ": is not a file");
        }
        return Files.readString(keyFile.get()).strip();
    }

    /** Frames are moved to the spool on its own thread: the link's state must not delay the camera. */
    private void run(Spool spool, Uploader uploader, ClockOffset clock, Consumer<String> messages)
            throws IOException, InterruptedException {
        WatchedFolder folder = new WatchedFolder(watched, Duration.ofMillis(settleMillis));
        Thread mover = new Thread(() -> move(folder, spool, clock, messages), "spool");
        mover.setDaemon(true);
        mover.start();
        Instant emptySince = Instant.now(Clock.systemUTC());
        while (true) {
            if (uploader.step()) {
                emptySince = Instant.now(Clock.systemUTC());
                continue;
            }
            Duration empty = Duration.between(emptySince, Instant.now(Clock.systemUTC()));
            if (once && empty.compareTo(Duration.ofMillis(settleMillis).plus(IDLE.multipliedBy(4))) > 0) {
                writeStatus(spool, clock);
                return;
            }
            TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        }
    }

    private void move(WatchedFolder folder, Spool spool, ClockOffset clock, Consumer<String> messages) {
        Instant written = Instant.EPOCH;
        boolean failed = false;
        while (true) {
            try {
                Instant now = Instant.now(Clock.systemUTC());
                folder.moveTo(spool, now);
                if (now.isAfter(written.plus(STATUS_EVERY))) {
                    writeStatus(spool, clock);
                    written = now;
                }
                failed = false;
            } catch (IOException | UncheckedIOException e) {
                if (!failed) {
                    messages.accept("the spool cannot be written, frames stay in " + watched + ": " + e.getMessage());
                }
                failed = true;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void writeStatus(Spool spool, ClockOffset clock) throws IOException {
        EdgeStatus.write(
                spoolFolder.resolve("status.json"),
                Instant.now(Clock.systemUTC()),
                spool.counts(),
                clock.measurement());
    }

    private static String summary(SpoolCounts counts) {
        return "spooled %d: %d uploaded, %d known already, %d rejected, %d dropped, %d waiting"
                .formatted(
                        counts.spooled(),
                        counts.of(SpoolOutcome.UPLOADED),
                        counts.of(SpoolOutcome.DUPLICATE),
                        counts.of(SpoolOutcome.REJECTED),
                        counts.of(SpoolOutcome.DROPPED),
                        counts.waiting());
    }

    private static <E extends Enum<E>> E choice(String option, String text, Class<E> values) {
        for (E value : values.getEnumConstants()) {
            if (value.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return value;
            }
        }
        throw new IllegalArgumentException(option + "=" + text + ": must be one of "
                + String.join(
                        ", ",
                        Arrays.stream(values.getEnumConstants())
                                .map(value ->
                                        value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList()));
    }
}
