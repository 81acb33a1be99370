package io.nerest.commandline;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command's results go: {@code project/name}, and where that is taken {@code project/name2}, {@code name3}. */
public final class ResultFolder {
    private ResultFolder() {}

    /**
     * Makes the folder.
     *
     * @param existOk whether a folder that is there is written into
     * @throws IOException where it cannot be made
     */
    public static Path create(Path project, String name, boolean existOk) throws IOException {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("name=" + name + ": must be a folder's name without a path");
        }
        if (existOk) {
            return Files.createDirectories(project.resolve(name));
        }
        Files.createDirectories(project);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(project.resolve(number == 1 ? name : name + number));
            } catch (FileAlreadyExistsException taken) {
                // the next number may be free
            }
        }
    }
}
