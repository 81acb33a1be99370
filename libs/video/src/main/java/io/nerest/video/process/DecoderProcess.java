package io.nerest.video.process;

import io.nerest.system.ChildSpec;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that decodes one camera or file, so that a crash of native code ends that camera's connection alone. It ends
 * with this process.
 */
public final class DecoderProcess implements AutoCloseable {
    private static final String MAIN = "io.nerest.video.decoder.DecoderMain";
    private static final String NATIVES = "org.bytedeco.javacpp.cachedir";

    private static final long START_MILLIS = 60_000;
    private static final int REPORT_JOIN_MILLIS = 2_000;

    private final Process process;
    private final Thread reader;
    private volatile DecoderReport last = DecoderReport.connecting();
    private volatile boolean reported;
    private volatile long lastFrameNanos = System.nanoTime();

    private DecoderProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::readReports, "decoder-reports-" + process.pid());
        reader.setDaemon(true);
    }

    /**
     * Starts a process.
     *
     * @param heapMegabytes of the process; frames take memory besides
     */
    public static DecoderProcess start(DecoderSpec spec, int heapMegabytes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true"));
        String natives = System.getProperty(NATIVES);
        if (natives != null) {
            arguments.add("-D" + NATIVES + "=" + natives);
        }
        arguments.addAll(List.of("-cp", DecoderClassPath.current(), MAIN));
        ProcessBuilder builder = new ProcessBuilder(ChildSpec.java(arguments));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD); // native libraries may print URLs
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        DecoderProcess decoder = new DecoderProcess(builder.start());
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(decoder.process.getOutputStream()));
            spec.write(out);
            out.flush();
        } catch (IOException e) {
            decoder.close();
            throw e;
        }
        decoder.reader.start();
        return decoder;
    }

    private void readReports() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                DecoderReport report = DecoderReport.read(in);
                long now = System.nanoTime();
                if (report.decoded() > last.decoded() || !reported) {
                    lastFrameNanos = now;
                }
                reported = true;
                last = report;
            }
        } catch (IOException e) {
            // The process has ended: isAlive() and lastReport() tell how.
        }
    }

    public DecoderReport lastReport() {
        return last;
    }

    /**
     * Returns the milliseconds since the last frame was decoded, or before the first one since the process began to read.
     * A process has a minute to start.
     */
    public long millisSinceFrame() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastFrameNanos);
        return reported ? millis : Math.max(0, millis - START_MILLIS);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the exit code of a process that has ended; 128 and more for a signal. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits up to a limit for the process to end and for its last report, and returns whether it has ended. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        if (ended) {
            reader.join(REPORT_JOIN_MILLIS);
        }
        return ended;
    }

    /** Ends the process at once. Its last report can still be read. */
    public void end() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
    }
}
