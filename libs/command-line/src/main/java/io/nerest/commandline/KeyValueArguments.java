package io.nerest.commandline;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * {@code key=value}, as users of the reference write arguments, read as the option {@code --key=value}. A value that
 * reads like that itself is given with its key: {@code name=a=b}.
 */
public final class KeyValueArguments {
    /** A path that holds an equals sign is told apart by the dot or slash before it: {@code ./a=b.jpg}. */
    private static final Pattern KEY_VALUE = Pattern.compile("[A-Za-z]\\w*=.*", Pattern.DOTALL);

    private KeyValueArguments() {}

    public static String[] toOptions(String... args) {
        return Arrays.stream(args)
                .map(argument -> KEY_VALUE.matcher(argument).matches() ? "--" + argument : argument)
                .toArray(String[]::new);
    }
}
