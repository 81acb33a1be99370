package io.nerest.commandline;

import io.nerest.system.UnwritableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a command's results: {@code project/name}, or {@code project/name2}, {@code name3} if that exists. */
public final class ResultFolder {
    private ResultFolder() {}

    /**
     * Creates the folder.
     *
     * @param existOk whether to write into an existing folder
     * @throws IllegalArgumentException if the name is blank or contains a path
     * @throws UnwritableException if the folder cannot be created; the message gives the reason
     */
    public static Path create(Path project, String name, boolean existOk) throws UnwritableException {
        requireName(name);
        if (existOk) {
            return createAll(project.resolve(name));
        }
        createAll(project);
        for (int number = 1; ; number++) {
            Path folder = project.resolve(number == 1 ? name : name + number);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException taken) {
                // try the next number
            } catch (IOException failure) {
                throw new UnwritableException(folder, failure);
            }
        }
    }

    /**
     * Checks a folder's name.
     *
     * @throws IllegalArgumentException if it is blank or contains a path
     */
    public static void requireName(String name) {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("name=" + name + ": must be a folder name without a path");
        }
    }

    private static Path createAll(Path folder) throws UnwritableException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UnwritableException(folder, failure);
        }
    }
}
