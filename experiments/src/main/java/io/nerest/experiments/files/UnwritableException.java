package io.nerest.experiments.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be written; the message says which, and why. */
public final class UnwritableException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param why what the system said */
    public UnwritableException(Path file, IOException why) {
        super(file + " cannot be written: " + reason(why), why);
    }

    /** The system names the file again, or names nothing but the file; here it is named once. */
    private static String reason(IOException why) {
        if (why instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + ", and none can be made";
        }
        if (why instanceof AccessDeniedException) {
            return "access denied";
        }
        if (why instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is in the way";
        }
        return why instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(why.getMessage());
    }
}
