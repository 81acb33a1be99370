package io.nerest.commandline;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --verbose}: failures print their stack trace. Added to every command by {@link NerestCommandLine}. */
final class VerboseOption {
    @Option(
            names = "--verbose",
            arity = "0..1",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "print the stack trace of a failure")
    private boolean verbose;

    boolean isSet() {
        return verbose;
    }
}
