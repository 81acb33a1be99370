package io.nerest.commandline;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads {@code key=value} as the option {@code --key=value}. Write a value of that form with its own key
 * ({@code name=a=b}), and a path that contains an equals sign with a dot or slash before it ({@code ./a=b.jpg}).
 */
final class KeyValueArguments {
    private static final Pattern KEY_VALUE = Pattern.compile("[A-Za-z][\\w-]*=.*", Pattern.DOTALL);

    private KeyValueArguments() {}

    static String[] toOptions(String... args) {
        return Arrays.stream(args)
                .map(argument -> KEY_VALUE.matcher(argument).matches() ? "--" + argument : argument)
                .toArray(String[]::new);
    }
}
