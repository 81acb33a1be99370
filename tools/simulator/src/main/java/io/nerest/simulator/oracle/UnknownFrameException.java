package io.nerest.simulator.oracle;

import java.io.Serial;

/** An oracle has no truth for a frame. */
public final class UnknownFrameException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnknownFrameException(String author, String frame) {
        super("the oracle " + author + " has no labels for the frame " + frame);
    }
}
