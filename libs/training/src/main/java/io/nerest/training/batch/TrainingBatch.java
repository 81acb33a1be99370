package io.nerest.training.batch;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One batch as the network takes it. Training pictures are squares; those of validation may be rectangles.
 *
 * @param pixels direct buffer, uint8 RGB in NCHW order: [count, 3, height, width]
 * @param count pictures in the batch
 * @param height of every picture in pixels, a multiple of 32
 * @param width of every picture in pixels, a multiple of 32
 * @param targets objects, six numbers each: index of the picture in the batch, class, cx, cy, w, h, where centre and size
 *     are shares of {@code width} and {@code height}
 * @param ignored regions that are neither object nor background, five numbers each: index of the picture, cx, cy, w, h as
 *     shares; anchors in them cost nothing unless they answer for an object
 * @param files the pictures' source files, in order, to be named where something is wrong with the batch
 * @param release gives the buffer back to whoever lent it
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingBatch(
        ByteBuffer pixels,
        int count,
        int height,
        int width,
        float[] targets,
        float[] ignored,
        List<String> files,
        Runnable release)
        implements AutoCloseable {

    private static final float[] NOTHING = {};

    /** A batch that has no regions to ignore. */
    public TrainingBatch(
            ByteBuffer pixels,
            int count,
            int height,
            int width,
            float[] targets,
            List<String> files,
            Runnable release) {
        this(pixels, count, height, width, targets, NOTHING, files, release);
    }

    /** A batch of square pictures of side {@code imgsz} that has no regions to ignore. */
    public TrainingBatch(
            ByteBuffer pixels, int count, int imgsz, float[] targets, List<String> files, Runnable release) {
        this(pixels, count, imgsz, imgsz, targets, files, release);
    }

    /** The longer side in pixels. */
    public int imgsz() {
        return Math.max(height, width);
    }

    /** How many objects the batch holds. */
    public int objects() {
        return targets.length / 6;
    }

    @Override
    public void close() {
        release.run();
    }
}
