package io.nerest.simulator.camera;

/**
 * Size and compression of frames.
 *
 * @param width pixels, 64 to 4096
 * @param height pixels, 64 to 4096
 * @param quality JPEG quality, 1 to 100
 */
public record FrameFormat(int width, int height, int quality) {
    /** 640 x 360 at quality 88. */
    public static final FrameFormat DEFAULT = new FrameFormat(640, 360, 88);

    public FrameFormat {
        requireWithin("width", width, 64, 4096);
        requireWithin("height", height, 64, 4096);
        requireWithin("quality", quality, 1, 100);
    }

    private static void requireWithin(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("%s is %d to %d, not %d".formatted(what, low, high, value));
        }
    }
}
