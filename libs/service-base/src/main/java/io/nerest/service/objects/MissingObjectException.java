package io.nerest.service.objects;

/** There is no such object, or it is not what it was said to be; asking again does not help. */
public final class MissingObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingObjectException(String message) {
        super(message);
    }
}
