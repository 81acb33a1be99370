package io.nerest.commandline;

import io.nerest.system.FileProblem;
import io.nerest.system.UnreadableTextException;
import io.nerest.system.UnwritableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints one line per failure: what is wrong, where, and what to do, without names of classes. Invalid input exits with 2,
 * everything else with 1.
 */
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
                || failure instanceof AccessDeniedException
                || failure instanceof UnreadableTextException
                || (failure instanceof UnwritableException && !isFull(failure.getCause()));
    }

    private static boolean isFull(@Nullable Throwable cause) {
        return cause != null && String.valueOf(cause.getMessage()).contains("No space left");
    }

    private static String message(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof FileSystemException system) {
            return FileProblem.reason(system);
        }
        if (failure instanceof InterruptedException) {
            return "interrupted before the end";
        }
        String message = failure.getMessage();
        boolean isComplete = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof IOException
                || failure.getClass().getName().startsWith("io.nerest.");
        if (message != null && isComplete) {
            return message.equals("Is a directory") ? "a folder was named where a file is needed" : message;
        }
        return "unexpected failure" + (message == null ? "" : ": " + message) + "; --verbose prints where it happened";
    }
}
