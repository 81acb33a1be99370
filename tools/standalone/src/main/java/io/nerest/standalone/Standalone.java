package io.nerest.standalone;

import io.nerest.standalone.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code ./nerest demo}, {@code up} and {@code status}. */
@Command(
        name = "nerest",
        mixinStandardHelpOptions = true,
        description = "The whole of Nerest on this machine.",
        subcommands = {DemoCommand.class, UpCommand.class, StatusCommand.class})
public final class Standalone {
    private Standalone() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Standalone())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println("nerest: " + message(failure));
                    if (Boolean.getBoolean("nerest.verbose")) {
                        failure.printStackTrace(command.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return failure.getCause() == null
                ? message
                : message + " (" + failure.getCause().getMessage() + ")";
    }
}
