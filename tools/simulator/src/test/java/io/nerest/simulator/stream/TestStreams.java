package io.nerest.simulator.stream;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renderers that all tests share, because their creation paints a stream bed. */
public final class TestStreams {
    private static final Map<Key, StreamRenderer> RENDERERS = new ConcurrentHashMap<>();

    private TestStreams() {}

    private record Key(int camera, FrameFormat format, long seed) {}

    /** Returns the renderer of a camera; camera parameters and frames use the same seed. */
    public static StreamRenderer camera(int index, FrameFormat format, long seed) {
        return RENDERERS.computeIfAbsent(
                new Key(index, format, seed),
                key -> new StreamRenderer(RenderedCameras.camera(index, seed), format, seed));
    }
}
