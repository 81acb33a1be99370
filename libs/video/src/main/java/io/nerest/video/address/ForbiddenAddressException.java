package io.nerest.video.address;

import java.io.IOException;

/** A host has an address that a camera must not have. The message names the host and the rule. */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
