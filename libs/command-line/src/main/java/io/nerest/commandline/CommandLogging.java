package io.nerest.commandline;

import java.util.Map;

/** The log of the command line: short lines on standard error, so that standard output is the command's own. */
public final class CommandLogging {
    private static final Map<String, String> SETTINGS = Map.of(
            "logFile", "System.err",
            "showThreadName", "false",
            "showLogName", "false",
            "showShortLogName", "false",
            "levelInBrackets", "false",
            "defaultLogLevel", "info",
            "log.ai.djl", "warn",
            "log.ai.djl.util.cuda", "error",
            "log.org.bytedeco", "warn");

    private CommandLogging() {}

    /** Takes effect where no logger was made yet; a setting given to the JVM stays. */
    public static void toStandardError() {
        SETTINGS.forEach((key, value) -> {
            String property = "org.slf4j.simpleLogger." + key;
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
    }
}
