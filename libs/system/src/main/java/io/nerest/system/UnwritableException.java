package io.nerest.system;

import java.io.IOException;
import java.nio.file.Path;

/** A file cannot be written. The message names the file and the cause. */
public final class UnwritableException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param why the cause as the operating system reports it */
    public UnwritableException(Path file, IOException why) {
        super(file + " cannot be written: " + FileProblem.reason(why), why);
    }
}
