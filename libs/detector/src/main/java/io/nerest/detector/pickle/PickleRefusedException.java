package io.nerest.detector.pickle;

/** A pickle contains an instruction or name that checkpoints do not need. The message gives it and its position. */
public final class PickleRefusedException extends RuntimeException {

    public PickleRefusedException(String message) {
        super(message);
    }
}
