package io.nerest.messaging.receiving;

import java.util.concurrent.Callable;

/** Runs work in a transaction. */
interface TransactionRunner {
    /** Work without a result. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * Runs the work in a new transaction and commits it unless the work throws.
     *
     * @return the result of the work, after the commit
     */
    <R> R call(Callable<R> work) throws Exception;

    /** Runs the work in a new transaction and commits it unless the work throws. */
    default void run(Work work) throws Exception {
        call(() -> {
            work.run();
            return true;
        });
    }
}
