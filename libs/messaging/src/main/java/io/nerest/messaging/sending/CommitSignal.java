package io.nerest.messaging.sending;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Raises the signal of the outbox after each transaction that stored records, once it has committed. */
final class CommitSignal {
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxSignal signal;

    CommitSignal(TransactionSynchronizationRegistry transactions, OutboxSignal signal) {
        this.transactions = transactions;
        this.signal = signal;
    }

    /** Whether a transaction is active in this thread. */
    boolean isInTransaction() {
        return transactions.getTransactionKey() != null;
    }

    /** Raises the signal after the active transaction commits; once, however often this is called in it. */
    void afterCommit() {
        if (transactions.getResource(OutboxSignal.class) != null) {
            return;
        }
        transactions.putResource(OutboxSignal.class, signal);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    signal.raise();
                }
            }
        });
    }
}
