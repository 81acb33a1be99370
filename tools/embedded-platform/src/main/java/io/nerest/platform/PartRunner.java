package io.nerest.platform;

import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one part in this process until SIGTERM, the end of standard input, or the end of the server. */
final class PartRunner {
    /** The process ends after this time even if the server has not stopped. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(PartRunner.class);

    private final Part part;
    private final boolean stopOnStdinEof;
    private final AtomicBoolean stopping = new AtomicBoolean();

    PartRunner(Part part, boolean stopOnStdinEof) {
        this.part = part;
        this.stopOnStdinEof = stopOnStdinEof;
    }

    /**
     * Runs the part until it ends.
     *
     * @return 0 after a requested stop, 1 if the server ended unexpectedly
     * @throws Exception if the server cannot start
     */
    int run() throws Exception {
        Instant begin = Instant.now();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-" + part.name()));
        if (stopOnStdinEof) {
            // Before the server starts, so that it also ends if the launcher dies during the start.
            exitWhenStdinEnds();
        }
        int port = part.start();
        LOG.info(
                "{} started in {} ms",
                part.name(),
                Duration.between(begin, Instant.now()).toMillis());
        System.out.println(ChildProcess.READY_PREFIX + part.name() + " localhost:" + port);
        System.out.flush();
        part.awaitEnd();
        if (stopping.get()) {
            return 0;
        }
        LOG.error("{} ended unexpectedly", part.name());
        return 1;
    }

    private static void exitWhenStdinEnds() {
        InputStream stdin = System.in;
        Thread watcher = new Thread(
                () -> {
                    try {
                        stdin.transferTo(OutputStream.nullOutputStream());
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
            LOG.error("{} did not stop cleanly", part.name(), e);
        }
    }
}
