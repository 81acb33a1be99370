package io.nerest.detector.engine;

import java.nio.ByteBuffer;

/** Checks the pixels passed to an engine. */
final class PixelBatch {
    private PixelBatch() {}

    /** Returns the bytes of the batch as a buffer of exactly that length. */
    static ByteBuffer require(ByteBuffer pixels, int batch, int height, int width, int stride) {
        if (batch < 1 || height < 1 || width < 1 || height % stride != 0 || width % stride != 0) {
            throw new IllegalArgumentException(
                    "a batch of %d images of %dx%d cannot be run: sides must be multiples of %d"
                            .formatted(batch, width, height, stride));
        }
        long bytes = 3L * batch * height * width;
        if (!pixels.isDirect() || bytes > pixels.capacity()) {
            throw new IllegalArgumentException(
                    "a direct buffer of %d bytes is needed for [%d, 3, %d, %d], not one of %d"
                            .formatted(bytes, batch, height, width, pixels.capacity()));
        }
        return pixels.duplicate().position(0).limit((int) bytes).slice();
    }
}
