package io.nerest.ingest.bucket;

import java.time.Instant;

/**
 * Where a listing goes on.
 *
 * @param after the objects after this key are listed; empty for all
 * @param since of a stream, when the last listing began that reached its last object: objects that are modified later count
 *     as new. Of all streams, when the present listing began
 */
record ListingPosition(String after, Instant since) {}
