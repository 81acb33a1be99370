package io.nerest.ingest.dataset;

import java.time.Instant;
import java.util.List;

/**
 * A named data set.
 *
 * @param versions the newest first
 */
public record DatasetView(String name, String description, Instant createdAt, List<DatasetVersion> versions) {}
