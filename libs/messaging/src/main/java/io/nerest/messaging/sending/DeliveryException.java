package io.nerest.messaging.sending;

/** The broker did not acknowledge all records of a batch; some may have arrived. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
