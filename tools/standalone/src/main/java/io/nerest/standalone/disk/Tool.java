package io.nerest.standalone.disk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the operating system. */
public final class Tool {
    private static final long LIMIT_SECONDS = 60;

    private Tool() {}

    /** Returns whether the program exists and ended with 0. */
    public static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
