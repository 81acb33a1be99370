package io.nerest.messaging.receiving;

/** Handles one event. */
@FunctionalInterface
public interface EventHandler<T> {
    /**
     * Handles one event.
     *
     * @throws RejectedEventException if the event is invalid; it becomes a dead letter
     * @throws Exception any other failure; the event is retried
     */
    void handle(ReceivedEvent<T> event) throws Exception;
}
