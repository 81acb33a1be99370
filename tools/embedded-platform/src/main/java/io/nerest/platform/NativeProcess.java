package io.nerest.platform;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part alive until SIGTERM, the end of standard input, or the part's own end. */
final class NativeProcess {
    /** Longest a part may take to stop before the process ends regardless. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(NativeProcess.class);

    private final Part part;
    private final boolean stopOnStdinEof;
    private final AtomicBoolean stopping = new AtomicBoolean();

    NativeProcess(Part part, boolean stopOnStdinEof) {
        this.part = part;
        this.stopOnStdinEof = stopOnStdinEof;
    }

    /**
     * Runs the part to its end.
     *
     * @return 0 when it was told to stop, 1 when the server ended of itself
     * @throws Exception when the server cannot start
     */
    int run() throws Exception {
        Instant begin = Instant.now();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-" + part.name()));
        if (stopOnStdinEof) {
            // Before the server starts: a launcher that dies in the meantime must not leave it behind.
            exitWhenStdinEnds();
        }
        int port = part.start();
        LOG.info(
                "{} started in {} ms",
                part.name(),
                Duration.between(begin, Instant.now()).toMillis());
        System.out.println("READY " + part.name() + " localhost:" + port);
        System.out.flush();
        part.awaitEnd();
        if (stopping.get()) {
            return 0;
        }
        LOG.error("{} ended of itself", part.name());
        return 1;
    }

    private static void exitWhenStdinEnds() {
        InputStream stdin = System.in;
        Thread watcher = new Thread(
                () -> {
                    try {
                        stdin.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("standard input failed, stopping", e);
                    }
                    System.exit(0);
                },
                "stdin-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void stop() {
        stopping.set(true);
        Thread limit = new Thread(
                () -> {
                    try {
                        Thread.sleep(STOP_LIMIT.toMillis());
                    } catch (InterruptedException e) {
                        return;
                    }
                    LOG.error("{} did not stop within {} s", part.name(), STOP_LIMIT.toSeconds());
                    Runtime.getRuntime().halt(2);
                },
                "stop-limit");
        limit.setDaemon(true);
        limit.start();
        try {
            part.stop();
        } catch (Exception e) {
            LOG.error("{} did not stop in good order", part.name(), e);
        }
    }
}
