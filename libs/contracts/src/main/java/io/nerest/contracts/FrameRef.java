package io.nerest.contracts;

import java.util.UUID;

/** Reference to a frame and its image: all that scoring and training need. */
public record FrameRef(UUID frameId, String streamId, ObjectRef image, int width, int height) {
    public FrameRef {
        Require.present(frameId, "frameId");
        Require.text(streamId, "streamId");
        Require.present(image, "image");
        Require.atLeast(width, 1, "width");
        Require.atLeast(height, 1, "height");
    }
}
