package io.nerest.vision.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file is not an acceptable image. The message gives the reason to the sender. */
public final class ImageRejectedException extends IOException {

    public ImageRejectedException(String reason) {
        super(reason);
    }

    public ImageRejectedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Returns why a file cannot be read, in plain words. */
    public static String reason(Path file, IOException e) {
        String unreadable = "the file " + file.getFileName() + " cannot be read: ";
        if (e instanceof NoSuchFileException) {
            return unreadable + "it does not exist";
        }
        return unreadable + (e instanceof AccessDeniedException ? "permission is denied" : e.getMessage());
    }
}
