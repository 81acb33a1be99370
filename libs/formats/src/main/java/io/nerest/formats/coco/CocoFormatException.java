package io.nerest.formats.coco;

import java.nio.file.Path;

/** A file is not in COCO's format; the message names the file, the entry and the problem. */
public final class CocoFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Describes a problem of a file. */
    public CocoFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
