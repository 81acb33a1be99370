package io.nerest.cli.labelstudio;

import java.io.IOException;
import java.net.http.HttpRequest;

/** A service has refused a request. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    /** @param option that names the service's address */
    RefusedException(String option, HttpRequest request, int status, String reason) {
        super(option + ": " + request.method() + " " + request.uri() + " was refused with " + status
                + (reason.isEmpty() ? "" : ": " + reason)
                + (status == 401 || status == 403 ? "; check the token" : ""));
        this.status = status;
    }

    int status() {
        return status;
    }
}
