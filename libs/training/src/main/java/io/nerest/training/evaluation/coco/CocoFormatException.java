package io.nerest.training.evaluation.coco;

import java.nio.file.Path;

/** A file that is not what COCO's format asks for; the message names the file, the place, and what is wrong there. */
public final class CocoFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CocoFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
