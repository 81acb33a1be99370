package io.nerest.system;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file cannot be written. The message names the file and the cause. */
public final class UnwritableException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param why the cause as the operating system reports it */
    public UnwritableException(Path file, IOException why) {
        super(file + " cannot be written: " + reason(why), why);
    }

    private static String reason(IOException why) {
        if (why instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist and cannot be created";
        }
        if (why instanceof AccessDeniedException) {
            return "access denied";
        }
        if (why instanceof FileAlreadyExistsException there) {
            return there.getFile() + " exists and is not a directory";
        }
        return why instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(why.getMessage());
    }
}
