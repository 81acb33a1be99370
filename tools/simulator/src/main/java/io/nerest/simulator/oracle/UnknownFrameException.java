package io.nerest.simulator.oracle;

import java.io.Serial;

/** An oracle was asked about a frame whose truth it does not know. */
public final class UnknownFrameException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnknownFrameException(String author, String frame) {
        super("the oracle " + author + " was never told what is on the frame " + frame);
    }
}
