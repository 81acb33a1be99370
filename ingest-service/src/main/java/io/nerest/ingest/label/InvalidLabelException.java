package io.nerest.ingest.label;

/** A label that cannot be stored. The message names the field and the rule. */
public final class InvalidLabelException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /** @param status HTTP status, 400 to 499 */
    InvalidLabelException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
