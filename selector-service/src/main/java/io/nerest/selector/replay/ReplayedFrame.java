package io.nerest.selector.replay;

import io.nerest.contracts.FrameRef;
import java.time.Instant;

/** A frame of a replay. */
record ReplayedFrame(FrameRef frame, Instant capturedAt) {}
