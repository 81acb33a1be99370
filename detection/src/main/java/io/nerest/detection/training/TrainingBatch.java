package io.nerest.detection.training;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One batch as the network takes it.
 *
 * @param pixels direct buffer, uint8 RGB in NCHW order: [count, 3, imgsz, imgsz]
 * @param count pictures in the batch
 * @param imgsz side of the square pictures in pixels
 * @param targets objects, six numbers each: index of the picture in the batch, class, cx, cy, w, h as shares of the side
 * @param files the pictures' source files, in order, to be named where something is wrong with the batch
 * @param release gives the buffer back to whoever lent it
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingBatch(
        ByteBuffer pixels, int count, int imgsz, float[] targets, List<String> files, Runnable release)
        implements AutoCloseable {

    /** How many objects the batch holds. */
    public int objects() {
        return targets.length / 6;
    }

    @Override
    public void close() {
        release.run();
    }
}
