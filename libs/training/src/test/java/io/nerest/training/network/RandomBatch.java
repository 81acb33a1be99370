package io.nerest.training.network;

import io.nerest.training.batch.TrainingBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Batches of noise with objects in known places. */
final class RandomBatch {
    private RandomBatch() {}

    static TrainingBatch of(int count, int height, int width, float... targets) {
        byte[] noise = new byte[count * 3 * height * width];
        new Random(1).nextBytes(noise);
        ByteBuffer pixels = ByteBuffer.allocateDirect(noise.length);
        pixels.put(noise).flip();
        return new TrainingBatch(pixels, count, height, width, targets, List.of(), () -> {});
    }

    /** Two images of 64 pixels: two objects in the first, one in the second. */
    static TrainingBatch small() {
        return of(
                2, 64, 64, //
                0, 0, 0.4f, 0.4f, 0.5f, 0.4f, //
                0, 1, 0.7f, 0.6f, 0.3f, 0.5f, //
                1, 1, 0.5f, 0.5f, 0.6f, 0.6f);
    }
}
