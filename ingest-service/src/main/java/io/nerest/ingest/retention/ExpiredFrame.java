package io.nerest.ingest.retention;

import io.nerest.contracts.FrameRef;
import java.util.List;

/**
 * A frame that expires.
 *
 * @param keys its objects in the store: its image, and those that cameras wrote
 */
record ExpiredFrame(FrameRef frame, List<String> keys) {}
