package io.nerest.commandline;

/** Whether a person reads the output as it appears. */
public final class Terminal {
    /** System property by which the launcher reports a terminal. */
    private static final String PROPERTY = "nerest.terminal";

    private Terminal() {}

    /**
     * Returns whether the output goes to a terminal: the launcher reports one, or standard input and output both are one.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isAttached() {
        // Since JDK 22 the default console exists without a terminal too; the one of java.base does not.
        System.setProperty("jdk.console", "java.base");
        return Boolean.getBoolean(PROPERTY) || System.console() != null;
    }
}
