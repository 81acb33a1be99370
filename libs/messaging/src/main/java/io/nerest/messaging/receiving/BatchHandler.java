package io.nerest.messaging.receiving;

import java.util.List;

/** What a service does with several events at once: work first, then store. */
@FunctionalInterface
public interface BatchHandler<T> {
    /**
     * Does the work, in no transaction, and returns how to store its results.
     *
     * @param events none of them handled before, in the order of their partitions
     * @param rejections takes the events that can never be handled; the others are not held up
     * @return stores the results; run in the transaction that marks the events as handled. If that transaction is rolled
     *     back, the work is done again.
     * @throws Exception anything that concerns the whole batch: tried again
     */
    Storing handle(List<ReceivedEvent<T>> events, Rejections rejections) throws Exception;

    /** Takes events that can never be handled. */
    @FunctionalInterface
    interface Rejections {
        /**
         * Sends an event to the dead-letter topic.
         *
         * @param event one of the batch
         * @param reason what is wrong with it
         */
        void reject(ReceivedEvent<?> event, String reason);
    }

    /** Stores the results of a batch: rows, and events by the outbox. */
    @FunctionalInterface
    interface Storing {
        void store() throws Exception;
    }
}
