package io.nerest.training.augmentation;

import io.nerest.vision.box.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the objects and ignored regions of a batch in the form that {@link io.nerest.training.batch.TrainingBatch}
 * holds them.
 */
final class Targets {
    private static final int NUMBERS = 6;
    private static final int REGION_NUMBERS = 5;

    private float[] values = new float[NUMBERS * 64];
    private int size;
    private final List<float[]> ignored = new ArrayList<>();

    void clear() {
        size = 0;
        ignored.clear();
    }

    /** Adds a box in pixels of an image of the given size. */
    void add(int image, int classId, Box box, int width, int height) {
        if (size + NUMBERS > values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[size] = image;
        values[size + 1] = classId;
        values[size + 2] = (box.x1() + box.x2()) / 2 / width;
        values[size + 3] = (box.y1() + box.y2()) / 2 / height;
        values[size + 4] = box.width() / width;
        values[size + 5] = box.height() / height;
        size += NUMBERS;
    }

    /** Adds a region in pixels of an image of the given size; regions without area are dropped. */
    void ignore(int image, Box region, int width, int height) {
        if (region.area() > 0) {
            ignored.add(new float[] {
                image,
                (region.x1() + region.x2()) / 2 / width,
                (region.y1() + region.y2()) / 2 / height,
                region.width() / width,
                region.height() / height
            });
        }
    }

    float[] ignoredToArray() {
        float[] all = new float[ignored.size() * REGION_NUMBERS];
        for (int i = 0; i < ignored.size(); i++) {
            System.arraycopy(ignored.get(i), 0, all, i * REGION_NUMBERS, REGION_NUMBERS);
        }
        return all;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
