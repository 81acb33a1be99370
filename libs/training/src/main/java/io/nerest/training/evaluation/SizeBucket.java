package io.nerest.training.evaluation;

import io.nerest.vision.box.Box;
import java.util.Locale;

/** COCO's three sizes of objects, by the area of the box in pixels of the original image. */
public enum SizeBucket {
    /** Below 32 x 32. */
    SMALL((byte) 0),
    /** From 32 x 32 to below 96 x 96. */
    MEDIUM((byte) 1),
    /** 96 x 96 and above. */
    LARGE((byte) 2);

    private final byte code;

    SizeBucket(byte code) {
        this.code = code;
    }

    public static SizeBucket of(Box box) {
        float area = box.area();
        if (area < 32 * 32) {
            return SMALL;
        }
        return area < 96 * 96 ? MEDIUM : LARGE;
    }

    /** The size as a byte of a column. */
    byte code() {
        return code;
    }

    /** {@code small}, {@code medium} or {@code large}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
