package io.nerest.service.objects;

import io.nerest.service.failure.TransientFailure;

/** The store is unreachable, busy or refuses the request. A retry may succeed. */
public final class ObjectStoreException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1L;

    ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
