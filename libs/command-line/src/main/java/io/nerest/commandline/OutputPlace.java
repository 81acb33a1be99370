package io.nerest.commandline;

import io.nerest.system.FileProblem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks that results can be written, before the work whose results they are. */
public final class OutputPlace {
    private OutputPlace() {}

    /**
     * Checks that the folder, or the nearest of its parents that exists, is a folder in which files can be created. Creates
     * nothing.
     *
     * @param option as the user writes it, such as {@code --out}
     * @throws IllegalArgumentException if it cannot be written; the message gives the reason
     */
    public static Path folder(String option, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            if (!Files.isDirectory(existing)) {
                throw new FileAlreadyExistsException(existing.toString());
            }
            Files.delete(Files.createTempFile(existing, ".nerest-", ".tmp"));
            return folder;
        } catch (IOException failure) {
            String reason = failure instanceof NoSuchFileException
                    ? "no file can be created in " + existing + "; name another place"
                    : FileProblem.reason(failure);
            throw new IllegalArgumentException(option + "=" + folder + ": cannot be written: " + reason, failure);
        }
    }

    /**
     * Checks that a file can be written: it is no folder, and its folder exists or can be created and written.
     *
     * @param option as the user writes it, such as {@code --json}
     * @throws IllegalArgumentException if it cannot be written; the message gives the reason
     */
    public static Path file(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + "=" + file + ": is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(option, folder);
        }
        return file;
    }
}
