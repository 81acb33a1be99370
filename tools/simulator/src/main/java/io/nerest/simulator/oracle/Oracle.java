package io.nerest.simulator.oracle;

import io.nerest.vision.box.LabelledBox;
import java.util.List;

/** A simulated annotator that labels frames with known boxes. Safe for use by several threads. */
public interface Oracle {
    /** Returns the author of its labels. */
    String author();

    /**
     * Returns the labels of a frame; every call returns the same labels.
     *
     * @param frame the frame's name
     * @return the boxes; empty for a frame without objects
     * @throws UnknownFrameException if the oracle has no truth for the frame
     */
    List<LabelledBox> annotate(String frame);
}
