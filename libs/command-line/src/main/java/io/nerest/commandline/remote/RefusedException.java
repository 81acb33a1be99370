package io.nerest.commandline.remote;

import java.io.IOException;
import java.net.http.HttpRequest;

/** A service has refused a request. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    /**
     * @param option that names the service's address
     * @param reason as the service gives it; may be empty
     */
    RefusedException(String option, HttpRequest request, int status, String reason) {
        super(option + ": " + request.method() + " " + request.uri() + " was refused (" + status + ")"
                + (reason.isEmpty() ? "" : ": " + reason)
                + (status == 401 || status == 403 ? "; check the token" : ""));
        this.status = status;
        this.reason = reason.isEmpty() ? String.valueOf(getMessage()) : reason;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the reason that the service gives, without address and status; the whole message if it gives none. */
    public String reason() {
        return reason;
    }
}
