package io.nerest.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run as a child process.
 *
 * @param name short name for messages: {@code kafka}
 * @param command program and arguments
 * @param environment variables added to those of this process
 * @param log file that the program's standard output and error are appended to
 */
public record ChildSpec(String name, List<String> command, Map<String, String> environment, Path log) {
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException(name + " has no command");
        }
    }

    /** Returns the command line of this JVM's own Java program with the given arguments. */
    public static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }
}
