package io.nerest.detector.nms;

/** The boxes kept so far, as arrays of their edges. */
final class KeptBoxes {
    private final float[] x1;
    private final float[] y1;
    private final float[] x2;
    private final float[] y2;
    private final int[] classIds;
    private int size;

    KeptBoxes(int capacity) {
        x1 = new float[capacity];
        y1 = new float[capacity];
        x2 = new float[capacity];
        y2 = new float[capacity];
        classIds = new int[capacity];
    }

    /** Keeps the box unless its IoU with a kept one of its class exceeds {@code iou}. Returns whether it is kept. */
    boolean keep(float left, float top, float right, float bottom, int classId, double iou) {
        float area = (right - left) * (bottom - top);
        for (int i = 0; i < size; i++) {
            if (classIds[i] != classId) {
                continue;
            }
            float w = Math.min(right, x2[i]) - Math.max(left, x1[i]);
            float h = Math.min(bottom, y2[i]) - Math.max(top, y1[i]);
            if (w > 0 && h > 0) {
                float intersection = w * h;
                float union = area + (x2[i] - x1[i]) * (y2[i] - y1[i]) - intersection;
                if (intersection / union > iou) {
                    return false;
                }
            }
        }
        x1[size] = left;
        y1[size] = top;
        x2[size] = right;
        y2[size] = bottom;
        classIds[size++] = classId;
        return true;
    }
}
