package io.nerest.messaging.receiving;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.concurrent.Callable;

/** Runs a handler in a transaction: its rows and events are stored together or not at all. */
@ApplicationScoped
class HandlerTransaction implements TransactionRunner {
    private final InboxConfig config;

    HandlerTransaction(InboxConfig config) {
        this.config = config;
    }

    @Override
    @ActivateRequestContext
    public <R> R call(Callable<R> work) throws Exception {
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout(Math.toIntExact(config.transactionLimit().toSeconds()))
                    .call(work);
        } catch (QuarkusTransactionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
