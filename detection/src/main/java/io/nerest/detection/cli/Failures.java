package io.nerest.detection.cli;

import io.nerest.detection.dataset.DatasetException;
import io.nerest.detection.weights.UnreadableWeightsException;
import io.nerest.pictures.PictureRefusedException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What a command threw, told in a line. An {@link IllegalArgumentException} a file that cannot be opened, and
 * data sets, weights and pictures that cannot be used are the input's fault; everything else is a failed run.
 */
public final class Failures implements IExecutionExceptionHandler {
    private final BooleanSupplier verbose;

    /** @param verbose whether the stack trace is wanted too; asked when something has failed */
    public Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        command.getErr().println("error: " + message(cause));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(command.getErr());
        }
        return isBadInput(cause) ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }

    private static boolean isBadInput(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof DatasetException
                || failure instanceof UnreadableWeightsException
                || failure instanceof PictureRefusedException
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
        boolean speaksForItself = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof FileSystemException
                || failure.getClass().getName().startsWith("io.nerest.");
        if (message != null && speaksForItself) {
            return message;
        }
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
