package io.nerest.platform;

import io.nerest.system.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every part, and its start. */
@Command(mixinStandardHelpOptions = true)
abstract class PartCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            required = true,
            paramLabel = "DIR",
            description = "Directory of this part's state. An existing state is continued.")
    private @Nullable Path dataDir;

    @Option(names = "--port", defaultValue = "0", description = "Port on localhost; 0 selects a free one.")
    private int port;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Log file; replaced if it exists. Default: standard error.")
    private @Nullable Path log;

    @Option(
            names = "--stop-on-stdin-eof",
            description = "Stop when standard input ends, which is when the parent process ends.")
    private boolean stopOnStdinEof;

    /** Creates the part. Called after logging is configured and before any server class is loaded. */
    abstract Part part(Path dataDir, int port, @Nullable Path log) throws Exception;

    @Override
    public final Integer call() throws Exception {
        if (dataDir == null) {
            throw new IllegalStateException("--data-dir is missing");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be in 0..65535, not " + port);
        }
        logTo(log);
        Path folder = Files.createDirectories(dataDir).toRealPath();
        return new PartRunner(part(folder, port == 0 ? FreePort.find() : port, log), stopOnStdinEof).run();
    }

    private static void logTo(@Nullable Path log) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", System.getProperty("nerest.log.level", "warn"));
        // Kafka loads the API of log4j, which reports a missing configuration although nothing logs through it.
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        if (log != null) {
            Files.createDirectories(log.toAbsolutePath().getParent());
            System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
        }
    }
}
