package io.nerest.platform;

import io.nerest.system.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options every part shares, and the order in which a part is started. */
@Command(mixinStandardHelpOptions = true)
abstract class PartCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder of this part's state; created if missing, taken up again if not.")
    private @Nullable Path dataDir;

    @Option(names = "--port", defaultValue = "0", description = "Port on localhost; 0 takes a free one.")
    private int port;

    @Option(names = "--log", paramLabel = "FILE", description = "Log file, appended to; standard error without it.")
    private @Nullable Path log;

    @Option(
            names = "--stop-on-stdin-eof",
            description = "Stop when standard input ends, as it does when the process that started this one dies.")
    private boolean stopOnStdinEof;

    /** Makes the part; called after logging is set up, before anything of the server is loaded. */
    abstract Part part(Path dataDir, int port, @Nullable Path log) throws Exception;

    @Override
    public final Integer call() throws Exception {
        if (dataDir == null) {
            throw new IllegalStateException("--data-dir is missing");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must lie in 0..65535, not " + port);
        }
        logTo(log);
        Path folder = Files.createDirectories(dataDir).toRealPath();
        return new NativeProcess(part(folder, port == 0 ? FreePort.find() : port, log), stopOnStdinEof).run();
    }

    private static void logTo(@Nullable Path log) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", System.getProperty("nerest.log.level", "warn"));
        // Kafka loads log4j's API, which would complain that it has nowhere to log to; nothing is logged by it.
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        if (log != null) {
            Files.createDirectories(log.toAbsolutePath().getParent());
            System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
        }
    }
}
