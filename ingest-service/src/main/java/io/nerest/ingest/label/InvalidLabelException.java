package io.nerest.ingest.label;

/** A label that cannot stand; the message says what is wrong with it. */
public final class InvalidLabelException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    InvalidLabelException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** HTTP status that says so. */
    public int status() {
        return status;
    }
}
