package io.nerest.cli.labelqueue;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import java.io.IOException;
import picocli.CommandLine.Option;

/** How often annotations are returned. */
public final class PollRepetition {
    @Option(
            names = "--every",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "repeat after so many seconds; 0 polls once (${DEFAULT-VALUE})")
    private int every;

    /** One poll. */
    @FunctionalInterface
    public interface Poll {
        /** Returns whether every annotation was accepted. */
        boolean run() throws IOException, InterruptedException;
    }

    /**
     * Checks the option.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    public void check() {
        OptionRange.whole("--every", every, 0, 86_400);
    }

    /** Polls once, or until the process ends, and returns the exit code. */
    public int run(Poll poll) throws IOException, InterruptedException {
        boolean complete = poll.run();
        while (every > 0) {
            Thread.sleep(1000L * every);
            complete = poll.run();
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }
}
