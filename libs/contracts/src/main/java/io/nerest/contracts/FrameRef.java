package io.nerest.contracts;

import java.util.UUID;

/** A frame and where its picture lies: what a service needs to score it or to train on it. */
public record FrameRef(UUID frameId, String streamId, ObjectRef image, int width, int height) {
    public FrameRef {
        Require.present(frameId, "frameId");
        Require.text(streamId, "streamId");
        Require.present(image, "image");
        Require.atLeast(width, 1, "width");
        Require.atLeast(height, 1, "height");
    }
}
