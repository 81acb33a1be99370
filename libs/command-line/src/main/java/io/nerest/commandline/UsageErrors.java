package io.nerest.commandline;

import io.nerest.arguments.NearestName;
import java.util.Collection;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that cannot be used: said in a line, with the nearest name that is known and where to read on. */
public final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("error: " + message(failure));
        command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' lists what can be given.");
        return ExitCode.INVALID_INPUT;
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), failure.getCommandLine());
        }
        return failure.getMessage();
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
