package io.nerest.ingest.camera;

import java.time.Instant;

/** A camera's key in REST responses, without its secret. */
public record CameraKeyView(String id, String streamId, Instant createdAt, String createdBy) {}
