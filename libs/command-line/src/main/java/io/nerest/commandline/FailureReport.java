package io.nerest.commandline;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints one line per failure; invalid input exits with 2, everything else with 1. */
public final class FailureReport implements IExecutionExceptionHandler {
    /** As {@link NerestCommandLine#VERBOSE_VARIABLE}. */
    public static final String VERBOSE_VARIABLE = NerestCommandLine.VERBOSE_VARIABLE;

    private final BooleanSupplier verbose;
    private final List<Class<? extends Exception>> invalidInput;

    /**
     * @param verbose whether to print the stack trace too; evaluated when a command fails
     * @param invalidInput exceptions, besides the JDK's, that report invalid input
     */
    public FailureReport(BooleanSupplier verbose, List<Class<? extends Exception>> invalidInput) {
        this.verbose = verbose;
        this.invalidInput = List.copyOf(invalidInput);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        command.getErr().println("error: " + message(cause));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(command.getErr());
        }
        return isInvalidInput(cause) ? ExitCode.INVALID_INPUT : ExitCode.FAILED;
    }

    private boolean isInvalidInput(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || invalidInput.stream().anyMatch(type -> type.isInstance(failure))
                || failure instanceof NoSuchFileException
                || failure instanceof NotDirectoryException
                || failure instanceof AccessDeniedException;
    }

    private static String message(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof NotDirectoryException file) {
            return file.getFile() + " is not a folder";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " cannot be opened: access denied";
        }
        String message = failure.getMessage();
        boolean isComplete = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof FileSystemException
                || failure.getClass().getName().startsWith("io.nerest.");
        if (message != null && isComplete) {
            return message;
        }
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
