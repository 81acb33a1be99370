package io.nerest.training.batch;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One batch of images and labels. Training images are square; validation images may be rectangles.
 *
 * @param pixels direct buffer, uint8 RGB in NCHW order: [count, 3, height, width]
 * @param count images in the batch
 * @param height of every image in pixels, a multiple of 32
 * @param width of every image in pixels, a multiple of 32
 * @param targets objects, six numbers each: index of the image in the batch, class, cx, cy, w, h, where centre and size
 *     are fractions of {@code width} and {@code height}
 * @param ignored regions that are neither object nor background, five numbers each: index of the image, cx, cy, w, h
 *     as fractions; anchors in them have no class loss unless an object is assigned to them
 * @param files the images' source files, in order, for error messages
 * @param release releases the buffer
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

    /** Creates a batch without ignore regions. */
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

    /** Creates a batch of square images of side {@code imgsz} without ignore regions. */
    public TrainingBatch(
            ByteBuffer pixels, int count, int imgsz, float[] targets, List<String> files, Runnable release) {
        this(pixels, count, imgsz, imgsz, targets, files, release);
    }

    /** The longer side in pixels. */
    public int imgsz() {
        return Math.max(height, width);
    }

    /** Returns the number of objects in the batch. */
    public int objects() {
        return targets.length / 6;
    }

    @Override
    public void close() {
        release.run();
    }
}
