package io.nerest.detector.weights;

import java.io.IOException;
import java.nio.file.Path;

/** A weights file was rejected. The message names the file, the problem, and its position. */
public final class UnreadableWeightsException extends IOException {

    public UnreadableWeightsException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public UnreadableWeightsException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
