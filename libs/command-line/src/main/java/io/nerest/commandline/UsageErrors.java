package io.nerest.commandline;

import io.nerest.arguments.NearestName;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an invalid argument in one line, with the nearest known name, and how to list the valid ones. */
public final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("error: " + message(failure));
        command.getErr()
                .println("'" + command.getCommandSpec().qualifiedName() + " --help' lists the valid arguments.");
        return ExitCode.INVALID_INPUT;
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), failure.getCommandLine());
        }
        if (lacksCommand(failure)) {
            return "name a command: "
                    + String.join(
                            ", ", failure.getCommandLine().getSubcommands().keySet());
        }
        return String.valueOf(failure.getMessage());
    }

    /** Picocli reports a group without a command as a parameter error that concerns no option. */
    private static boolean lacksCommand(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        Object group = command.getCommand();
        return !command.getSubcommands().isEmpty()
                && failure.getArgSpec() == null
                && !(group instanceof Runnable)
                && !(group instanceof Callable);
    }

    private static String unknown(String argument, CommandLine command) {
        if (argument.startsWith("-")) {
            String name = argument.replaceFirst("^-+", "").replaceFirst("(?s)=.*", "");
            return NearestName.unknown("argument", name, optionNames(command));
        }
        if (optionNames(command).contains(argument)) {
            return "'" + argument + "' needs a value, such as " + argument + "=true";
        }
        Collection<String> subcommands = command.getSubcommands().keySet();
        return subcommands.isEmpty()
                ? "'" + argument + "' is not an argument: write key=value or --key value"
                : NearestName.unknown("command", argument, subcommands);
    }

    private static Collection<String> optionNames(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .map(name -> name.substring(2))
                .toList();
    }
}
