package io.nerest.commandline;

/** Exit codes of all commands. */
public final class ExitCode {
    /** Success. */
    public static final int OK = 0;

    /** A check or a run failed. */
    public static final int FAILED = 1;

    /** The arguments or the input are invalid; nothing was run. */
    public static final int INVALID_INPUT = 2;

    /** The result was written, but an additional output, such as a plot, could not be. */
    public static final int INCOMPLETE = 3;

    private ExitCode() {}
}
