package io.nerest.ingest.stream;

import java.time.Instant;

/** A stream in REST responses. */
public record StreamView(String id, String name, Instant createdAt) {}
