package io.nerest.messaging.receiving;

import java.util.concurrent.CancellationException;

/** A record was not handled because the service stops; Kafka delivers it again. It has no stack trace: nothing is wrong. */
final class ServiceStoppingException extends CancellationException {
    private static final long serialVersionUID = 1L;

    ServiceStoppingException(RecordPosition position) {
        super("the service stops before " + position + " is handled; the record is delivered again");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
