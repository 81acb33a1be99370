package io.nerest.detector.weights;

/** A pickle does what no checkpoint has to do; the message says what, and at which byte. */
final class PickleRefusedException extends RuntimeException {

    PickleRefusedException(String message) {
        super(message);
    }
}
