package io.nerest.messaging.receiving;

import java.util.List;

/** Handles several events at once: first the work, then storing its results. */
@FunctionalInterface
public interface BatchHandler<T> {
    /**
     * Does the work outside a transaction and returns the step that stores its results.
     *
     * @param events events that were not handled before, in the order of their partitions
     * @param rejections receives invalid events; they do not delay the others
     * @return stores the results, in the transaction that marks the events as handled. If that transaction is rolled back,
     *     the work is repeated.
     * @throws Exception any failure of the whole batch; the batch is retried
     */
    Storing handle(List<ReceivedEvent<T>> events, Rejections rejections) throws Exception;

    /** Receives invalid events. */
    @FunctionalInterface
    interface Rejections {
        /**
         * Sends an event to the dead-letter topic.
         *
         * @param event one of the batch
         * @param reason what is wrong with the event
         */
        void reject(ReceivedEvent<?> event, String reason);
    }

    /** Stores the results of a batch: rows, and events through the outbox. */
    @FunctionalInterface
    interface Storing {
        void store() throws Exception;
    }
}
