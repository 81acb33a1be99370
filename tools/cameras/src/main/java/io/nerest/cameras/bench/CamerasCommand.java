package io.nerest.cameras.bench;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest cameras}: decodes many cameras at once and prints losses, processor time and memory per camera. */
@Command(
        name = "cameras",
        description =
                "Decodes several cameras at once, each in its own process, samples and checks their frames as ingest"
                        + " does, and prints drops, processor time and memory per camera; beside it, those of the program ffmpeg that"
                        + " decodes the same, if it is installed. Linux only.")
public final class CamerasCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 20;
    private static final int WARM_UP_SECONDS = 5;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** What is decoded. */
    static final class Source {
        @Option(
                names = "--video",
                paramLabel = "FILE",
                description =
                        "A video, read by every camera at the speed at which it was recorded. It must be longer than the measurement.")
        @Nullable Path video;

        @Option(names = "--url", paramLabel = "URL", description = "An rtsp URL, opened once per camera, by TCP.")
        @Nullable String url;
    }

    @Option(
            names = "--cameras",
            defaultValue = "16",
            paramLabel = "N",
            description = "Cameras (default: ${DEFAULT-VALUE}).")
    private int cameras;

    @Option(
            names = "--fps",
            defaultValue = "5",
            paramLabel = "N",
            description = "Frames per second that are sampled (default: ${DEFAULT-VALUE}).")
    private double fps;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            paramLabel = "S",
            description = "Length of the measurement, after 5 s of warming up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.whole("--cameras", cameras, 1, 256);
        OptionRange.number("--fps", fps, 0.1, 120);
        OptionRange.whole("--seconds", seconds, 1, 3_600);
        PrintWriter out = spec.commandLine().getOut();
        DecoderSpec.Input input = input();
        Path folder = Files.createTempDirectory("nerest-cameras");
        try {
            print(out, "Nerest", nerest(input, folder));
            if (hasFfmpeg()) {
                print(out, "ffmpeg", ffmpeg());
            } else {
                out.println("ffmpeg is not installed, so nothing is compared");
            }
        } finally {
            remove(folder);
        }
        return ExitCode.OK;
    }

    private DecoderSpec.Input input() {
        Path video = source.video;
        if (video != null) {
            if (!Files.isRegularFile(video)) {
                throw new IllegalArgumentException("--video=" + video + ": is not a file");
            }
            return new DecoderSpec.VideoFile(video.toAbsolutePath(), true);
        }
        CameraUrl url = CameraUrl.parse(String.valueOf(source.url));
        if (!url.isRtsp()) {
            throw new IllegalArgumentException("--url must begin with rtsp://");
        }
        // The user of this command reads their own camera choice.
        return new DecoderSpec.Rtsp(String.valueOf(source.url), false, List.of("0.0.0.0/0", "::/0"));
    }

    /**
     * A measurement.
     *
     * @param cpuSeconds of all cameras within the measurement
     * @param memory of each camera at its end, in bytes
     * @param lines what else is printed
     */
    private record Measurement(double cpuSeconds, List<Long> memory, double seconds, List<String> lines) {}

    private Measurement nerest(DecoderSpec.Input input, Path folder) throws IOException, InterruptedException {
        List<BenchCamera> running = new ArrayList<>();
        try {
            long now = Instant.now(Clock.systemUTC()).toEpochMilli() * 1_000;
            for (int i = 0; i < cameras; i++) {
                running.add(new BenchCamera(input, folder.resolve("camera" + i), fps, now));
            }
            awaitFirstFrames(running);
            check(running, WARM_UP_SECONDS);
            List<ProcessUsage> before = usage(running);
            List<DecoderReport> reports =
                    running.stream().map(BenchCamera::report).toList();
            ProcessUsage self = ProcessUsage.of(ProcessHandle.current().pid());
            long start = System.nanoTime();
            check(running, seconds);
            double elapsed = (System.nanoTime() - start) / 1e9;
            List<ProcessUsage> after = usage(running);
            double cpu = 0;
            long decoded = 0;
            long sampled = 0;
            long dropped = 0;
            for (int i = 0; i < cameras; i++) {
                cpu += after.get(i).minus(before.get(i)).cpuSeconds();
                DecoderReport report = running.get(i).report();
                decoded += report.decoded() - reports.get(i).decoded();
                sampled += report.sampled() - reports.get(i).sampled();
                dropped += report.dropped();
            }
            double checks =
                    ProcessUsage.of(ProcessHandle.current().pid()).minus(self).cpuSeconds();
            List<String> lines = List.of(
                    "%.1f frames per second and camera decoded, %.2f sampled; %d dropped since the start"
                            .formatted(decoded / elapsed / cameras, sampled / elapsed / cameras, dropped),
                    "%d frames checked by intake since the start, which took %.1f ms of processor time each"
                            .formatted(
                                    running.stream()
                                            .mapToLong(BenchCamera::checked)
                                            .sum(),
                                    1_000 * checks / Math.max(1, sampled)));
            return new Measurement(
                    cpu, after.stream().map(ProcessUsage::memoryBytes).toList(), elapsed, lines);
        } finally {
            running.forEach(BenchCamera::close);
        }
    }

    private void awaitFirstFrames(List<BenchCamera> running) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (running.stream().anyMatch(camera -> camera.report().decoded() == 0)) {
            for (BenchCamera camera : running) {
                camera.checkArrived();
                if (camera.failure().isPresent() || System.nanoTime() > limit) {
                    throw new IOException(
                            "a camera sends no frames: " + camera.failure().orElse("none in two minutes"));
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Checks the frames that arrive, for some seconds. A camera that ends before makes the measurement worthless. */
    private void check(List<BenchCamera> running, int length) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(length);
        while (System.nanoTime() < end) {
            int found = 0;
            for (BenchCamera camera : running) {
                found += camera.checkArrived();
            }
            if (found == 0) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            for (BenchCamera camera : running) {
                requireRunning(camera);
            }
        }
    }

    private void requireRunning(BenchCamera camera) throws IOException {
        if (camera.isRunning()) {
            return;
        }
        if (camera.failure().isPresent()) {
            throw new IOException("a camera ended: " + camera.failure().get());
        }
        throw new IllegalArgumentException("--video=" + source.video + ": ended before the measurement; it must last "
                + (WARM_UP_SECONDS + seconds) + " s and the time in which the cameras start, or --seconds be smaller");
    }

    private static List<ProcessUsage> usage(List<BenchCamera> running) {
        return running.stream().map(camera -> ProcessUsage.of(camera.pid())).toList();
    }

    private static boolean hasFfmpeg() throws InterruptedException {
        try {
            return new ProcessBuilder("ffmpeg", "-version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Measurement ffmpeg() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-loglevel", "error", "-nostdin", "-threads", "1"));
        command.addAll(
                source.video != null
                        ? List.of("-re", "-i", source.video.toString())
                        : List.of("-rtsp_transport", "tcp", "-i", String.valueOf(source.url)));
        command.addAll(List.of("-an", "-f", "null", "-"));
        List<Process> running = new ArrayList<>();
        try {
            for (int i = 0; i < cameras; i++) {
                running.add(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double before = cpu(running);
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            double used = cpu(running) - before;
            List<Long> memory = running.stream()
                    .map(process -> ProcessUsage.of(process.pid()).memoryBytes())
                    .toList();
            return new Measurement(
                    used,
                    memory,
                    (System.nanoTime() - start) / 1e9,
                    List.of("decodes all frames and discards them: no sampling, no JPEGs"));
        } finally {
            for (Process process : running) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static double cpu(List<Process> running) {
        return running.stream()
                .mapToDouble(process -> ProcessUsage.of(process.pid()).cpuSeconds())
                .sum();
    }

    private void print(PrintWriter out, String name, Measurement measured) {
        double memory =
                measured.memory().stream().mapToLong(Long::longValue).average().orElse(0) / (1 << 20);
        out.printf(
                Locale.ROOT,
                "%s: %d cameras for %.0f s; per camera %.1f%% of a core and %.0f MiB%n",
                name,
                cameras,
                measured.seconds(),
                100 * measured.cpuSeconds() / measured.seconds() / cameras,
                memory);
        measured.lines().forEach(line -> out.println("  " + line));
        out.flush();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
