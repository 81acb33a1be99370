package io.nerest.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads {@code key=value} as the option {@code --key=value}. The value of an option before it stays as it is
 * ({@code --stack kafka=host:9092}). Write a value of that form with its own key ({@code name=a=b}), and a path that contains an
 * equals sign with a dot or slash before it ({@code ./a=b.jpg}).
 */
final class KeyValueArguments {
    private static final Pattern KEY_VALUE = Pattern.compile("[A-Za-z][\\w-]*=.*", Pattern.DOTALL);

    private KeyValueArguments() {}

    /** @param root the command line whose subcommands and options the arguments name */
    static String[] toOptions(CommandLine root, String... args) {
        List<String> options = new ArrayList<>(args.length);
        CommandLine command = root;
        boolean valueFollows = false;
        for (String argument : args) {
            if (valueFollows) {
                options.add(argument);
                valueFollows = false;
                continue;
            }
            CommandLine subcommand = command.getSubcommands().get(argument);
            command = subcommand == null ? command : subcommand;
            valueFollows = needsValue(command, argument);
            options.add(KEY_VALUE.matcher(argument).matches() ? "--" + argument : argument);
        }
        return options.toArray(String[]::new);
    }

    private static boolean needsValue(CommandLine command, String argument) {
        OptionSpec option = command.getCommandSpec().findOption(argument);
        return argument.startsWith("-") && option != null && option.arity().min() > 0;
    }
}
