package io.nerest.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the PostgreSQL programs, which refuse to run as root, for root as well. */
final class PostgresPrograms {
    private final Path folder;
    private final boolean asRoot;
    private final ProcessBuilder.Redirect output;

    /**
     * @param folder the folder of {@code bin}
     * @param log the file their output is appended to; standard error without it
     */
    PostgresPrograms(Path folder, @Nullable Path log) {
        this.folder = folder;
        this.output = log == null
                ? ProcessBuilder.Redirect.to(new File("/dev/stderr"))
                : ProcessBuilder.Redirect.appendTo(log.toFile());
        this.asRoot = "root".equals(System.getProperty("user.name"));
    }

    /** Starts a program. */
    Process start(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            // A user namespace of its own, in which it is not root; its files stay root's outside.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectErrorStream(true)
                .start();
    }

    /** Runs a program to its end. */
    void run(String program, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(program, arguments);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end within 60 s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    program + " ended with status " + process.exitValue() + "; its words stand in the log");
        }
    }
}
