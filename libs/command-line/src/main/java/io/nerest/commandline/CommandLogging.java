package io.nerest.commandline;

import java.util.Map;

/** Logging of the command lines: short lines on standard error; standard output carries the command's result only. */
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
            "log.org.apache.kafka", "error",
            "log.org.bytedeco", "warn");

    private CommandLogging() {}

    /** Sets up logging. Call it before the first logger is created. System properties given to the JVM take precedence. */
    public static void toStandardError() {
        SETTINGS.forEach((key, value) -> {
            String property = "org.slf4j.simpleLogger." + key;
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
    }
}
