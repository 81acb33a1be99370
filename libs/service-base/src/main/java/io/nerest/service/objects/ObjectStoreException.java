package io.nerest.service.objects;

import io.nerest.service.failure.TransientFailure;

/** The store is out of reach or out of order; what was asked of it may work later. */
public final class ObjectStoreException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1L;

    ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
