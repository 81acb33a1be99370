package io.nerest.detection.augmentation;

import io.nerest.detection.boxes.Box;
import java.util.Arrays;

/** Collects the objects of a batch in the form that {@link io.nerest.detection.training.TrainingBatch} holds them. */
final class Targets {
    private static final int NUMBERS = 6;

    private float[] values = new float[NUMBERS * 64];
    private int size;

    void clear() {
        size = 0;
    }

    /** Adds a box in pixels of a picture of the given size. */
    void add(int picture, int classId, Box box, int width, int height) {
        if (size + NUMBERS > values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[size] = picture;
        values[size + 1] = classId;
        values[size + 2] = (box.x1() + box.x2()) / 2 / width;
        values[size + 3] = (box.y1() + box.y2()) / 2 / height;
        values[size + 4] = box.width() / width;
        values[size + 5] = box.height() / height;
        size += NUMBERS;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
