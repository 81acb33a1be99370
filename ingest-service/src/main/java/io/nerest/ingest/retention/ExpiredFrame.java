package io.nerest.ingest.retention;

import io.nerest.contracts.FrameRef;
import io.nerest.ingest.object.SeenObjectId;
import java.util.List;

/**
 * A frame that expires.
 *
 * @param received the objects that it came from, such as those that cameras wrote
 */
record ExpiredFrame(FrameRef frame, List<SeenObjectId> received) {}
