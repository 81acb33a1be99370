package io.nerest.platform;

import java.io.IOException;

/**
 * Ends another process when this one is gone. A JVM that is killed cannot stop its children; the guard, a shell that
 * waits for the end of a pipe held by this JVM, can.
 */
final class ProcessGuard {
    private final Process shell;

    private ProcessGuard(Process shell) {
        this.shell = shell;
    }

    /**
     * Guards a PostgreSQL server.
     *
     * @param pid the postmaster's process id; it gets SIGQUIT, PostgreSQL's immediate shutdown, when this JVM is gone
     */
    static ProcessGuard over(long pid) throws IOException {
        // SIGINT is ignored: Ctrl-C reaches the whole process group, and the guard must outlive this JVM.
        String script = "trap '' INT HUP; read -r word; [ \"$word\" = release ] || kill -QUIT " + pid;
        Process shell = new ProcessBuilder("sh", "-c", script)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ProcessGuard(shell);
    }

    /** Lets the guarded process be: it has ended, and its id may belong to another one soon. */
    void release() throws IOException {
        try (var stdin = shell.outputWriter()) {
            stdin.write("release\n");
        }
    }
}
