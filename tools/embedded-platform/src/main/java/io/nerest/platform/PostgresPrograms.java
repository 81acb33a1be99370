package io.nerest.platform;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the PostgreSQL programs. As root it uses a user namespace, because they refuse to run as root. */
final class PostgresPrograms {
    private static final Path STANDARD_ERROR = Path.of("/dev/stderr");
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final boolean asRoot;
    private final Path log;

    /**
     * @param folder the directory that contains {@code bin}
     * @param log file that their output is appended to; null for standard error
     */
    PostgresPrograms(Path folder, @Nullable Path log) {
        this.folder = folder;
        this.log = Optional.ofNullable(log).orElse(STANDARD_ERROR);
        this.asRoot = "root".equals(System.getProperty("user.name"));
    }

    /** Starts a program. */
    ChildProcess start(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            // In its own user namespace the program is not root; its files belong to root outside.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return ChildProcess.start(new ChildSpec(program, command, Map.of(), log));
    }

    /** Runs a program and waits for its end. */
    void run(String program, List<String> arguments) throws IOException, InterruptedException {
        try (ChildProcess process = start(program, arguments)) {
            int status = process.awaitExit(RUN_LIMIT);
            if (status != 0) {
                throw new IOException(program + " ended with exit code " + status + "; the log contains its messages");
            }
        }
    }
}
