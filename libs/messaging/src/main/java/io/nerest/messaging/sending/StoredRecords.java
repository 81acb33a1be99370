package io.nerest.messaging.sending;

import java.sql.SQLException;
import java.util.List;

/** The records that wait in the outbox, oldest first. */
interface StoredRecords {
    /** Sends records and returns after the broker has acknowledged all of them. */
    @FunctionalInterface
    interface Delivery {
        void deliver(List<OutgoingRecord> records) throws DeliveryException, InterruptedException;
    }

    /**
     * Delivers the oldest records, then deletes them. If the delivery fails or the process ends before the deletion commits,
     * the records are delivered again.
     *
     * @param limit most records to deliver, at least 1
     * @return number of delivered records
     */
    int deliverOldest(int limit, Delivery delivery) throws SQLException, DeliveryException, InterruptedException;

    /** Returns the number of records that are not yet delivered. */
    long depth() throws SQLException;
}
