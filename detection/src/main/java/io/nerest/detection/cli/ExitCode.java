package io.nerest.detection.cli;

/** What the commands of {@code nerest detect} end with. */
public final class ExitCode {
    /** It went well. */
    public static final int OK = 0;

    /** A check did not hold, or a run failed on its way. */
    public static final int FAILED = 1;

    /** The arguments or the input cannot be used: nothing was run. */
    public static final int BAD_INPUT = 2;

    private ExitCode() {}
}
