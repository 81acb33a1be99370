package io.nerest.ingest.frame;

/** An image that cannot become a frame. The message gives the reason. */
public final class RejectedImageException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /** @param status HTTP status, 400 to 499 */
    public RejectedImageException(int status, String message) {
        super(message);
        this.status = status;
    }

    RegistrationOutcome.Rejected toOutcome() {
        return new RegistrationOutcome.Rejected(status, String.valueOf(getMessage()));
    }
}
