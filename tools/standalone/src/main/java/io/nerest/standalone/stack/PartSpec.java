package io.nerest.standalone.stack;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One process of the stack: how to start it, and how to know that it is ready.
 *
 * @param name as users see it: {@code kafka}, {@code scoring}
 * @param command program and arguments
 * @param environment variables added to this process's own
 * @param readiness when it is taken as up
 */
public record PartSpec(String name, List<String> command, Map<String, String> environment, Readiness readiness) {
    public PartSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** How a part says that it takes requests. */
    public sealed interface Readiness {
        /** A line on its standard output starts with {@code READY}. */
        record ReadyLine() implements Readiness {}

        /** A GET answers 200. */
        record HttpOk(URI url) implements Readiness {}
    }
}
