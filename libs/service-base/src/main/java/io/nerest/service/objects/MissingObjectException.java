package io.nerest.service.objects;

/** The object does not exist, or its content differs from the reference. A retry fails too. */
public final class MissingObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingObjectException(String message) {
        super(message);
    }
}
