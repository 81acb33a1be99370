package io.nerest.messaging.receiving;

/** What a service does with one event. */
@FunctionalInterface
public interface EventHandler<T> {
    /**
     * Handles one event.
     *
     * @throws RejectedEventException when the event can never be handled
     * @throws Exception anything else: tried again, for as long as it takes when a server is out of reach
     */
    void handle(ReceivedEvent<T> event) throws Exception;
}
