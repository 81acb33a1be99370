package io.nerest.messaging.receiving;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Runs a handler in a transaction: its rows and events are stored together or not at all. */
@ApplicationScoped
class HandlerTransaction {
    private final InboxConfig config;

    HandlerTransaction(InboxConfig config) {
        this.config = config;
    }

    /** Work inside a transaction. */
    interface Work {
        void run() throws Exception;
    }

    /** Runs the work in a new transaction and commits it unless the work throws. */
    @ActivateRequestContext
    void run(Work work) throws Exception {
        try {
            QuarkusTransaction.requiringNew()
                    .timeout(Math.toIntExact(config.transactionLimit().toSeconds()))
                    .call(() -> {
                        work.run();
                        return true;
                    });
        } catch (QuarkusTransactionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
