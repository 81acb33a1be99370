package io.nerest.commandline;

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
     * @throws IOException if the folder cannot be created
     */
    public static Path create(Path project, String name, boolean existOk) throws IOException {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("name=" + name + ": must be a folder name without a path");
        }
        if (existOk) {
            return Files.createDirectories(project.resolve(name));
        }
        Files.createDirectories(project);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(project.resolve(number == 1 ? name : name + number));
            } catch (FileAlreadyExistsException taken) {
                // try the next number
            }
        }
    }
}
