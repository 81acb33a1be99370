package io.nerest.commandline;

import io.nerest.arguments.NearestName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
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
        return badValue(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    /** Returns {@code --rounds=many: must be a whole number ...} for a value that is not of its argument's type. */
    private static Optional<String> badValue(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        String value = failure.getValue();
        if (argument == null || value == null) {
            return Optional.empty();
        }
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        Class<?> type = argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
        return expected(type, value).map(expected -> name + "=" + value + ": must be " + expected);
    }

    private static String wholeNumber(String value, long least, long most) {
        return value.matches("[+-]?\\d+") ? "a whole number from " + least + " to " + most : "a whole number";
    }

    private static Optional<String> expected(Class<?> type, String value) {
        if (type == int.class || type == Integer.class) {
            return Optional.of(wholeNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class || type == Long.class) {
            return Optional.of(wholeNumber(value, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return Optional.of("a number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of("true or false");
        }
        if (type == Path.class) {
            return Optional.of("a path without the character NUL");
        }
        if (type.isEnum()) {
            List<String> names = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return Optional.of("one of " + String.join(", ", names)
                    + NearestName.to(value, names)
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse(""));
        }
        return Optional.empty();
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
