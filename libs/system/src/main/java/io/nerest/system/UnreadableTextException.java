package io.nerest.system;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no text that can be read. The message names the file, the problem, and what to do. */
public final class UnreadableTextException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableTextException(Path file, String problem) {
        super(file + " " + problem);
    }

    UnreadableTextException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
