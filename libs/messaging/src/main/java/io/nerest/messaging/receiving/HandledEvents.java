package io.nerest.messaging.receiving;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The events that were handled before. A mark is stored in the transaction that handles the event. */
interface HandledEvents {
    /**
     * Marks an event as handled, in the caller's transaction.
     *
     * @return false if it was marked before; the caller must not handle it again
     */
    default boolean mark(EventIdentity event) throws SQLException {
        return mark(List.of(event)) == 1;
    }

    /**
     * Marks several events as handled, in the caller's transaction.
     *
     * @return number of events that were not marked before
     */
    int mark(List<EventIdentity> events) throws SQLException;

    /** Returns those of the events that were marked before. */
    Set<EventIdentity> handled(Collection<EventIdentity> events) throws SQLException;
}
