package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;

/** The class of a frame for the balance of classes: that of its most confident box. */
final class DominantClass {

    static final int NONE = -1;

    private DominantClass() {}

    /** Returns the class of the most confident box, the lowest id among equals; {@link #NONE} for an empty frame. */
    static int of(ScoredFrame frame) {
        int dominant = NONE;
        double confidence = -1;
        for (ScoredBox box : frame.boxes()) {
            if (box.confidence() > confidence || (box.confidence() == confidence && box.classId() < dominant)) {
                confidence = box.confidence();
                dominant = box.classId();
            }
        }
        return dominant;
    }
}
