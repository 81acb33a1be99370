package io.nerest.platform;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Ends another process when this one has ended. A killed JVM cannot stop its children; the guard is a shell that waits
 * for the end of a pipe from this JVM, so it can.
 */
final class ProcessGuard {
    private final ChildProcess shell;

    private ProcessGuard(ChildProcess shell) {
        this.shell = shell;
    }

    /**
     * Guards a PostgreSQL server.
     *
     * @param pid the postmaster's process id; it receives SIGQUIT, PostgreSQL's immediate shutdown, when this JVM has
     *     ended
     */
    static ProcessGuard over(long pid) throws IOException {
        // SIGINT is ignored: Ctrl-C reaches the whole process group, and the guard must outlive this JVM.
        String script = "trap '' INT HUP; read -r word; [ \"$word\" = release ] || kill -QUIT " + pid;
        return new ProcessGuard(ChildProcess.start(
                new ChildSpec("guard", List.of("sh", "-c", script), Map.of(), Path.of("/dev/null"))));
    }

    /** Ends the guard. Call it when the guarded process has ended, because its id may then be reused. */
    void release() throws IOException {
        shell.writeLine("release");
        shell.endInput();
    }
}
