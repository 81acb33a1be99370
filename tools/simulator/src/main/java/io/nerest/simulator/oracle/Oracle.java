package io.nerest.simulator.oracle;

import io.nerest.simulator.dataset.Label;
import java.util.List;

/** An annotator that answers from known truth. Safe for use by several threads. */
public interface Oracle {
    /** Under which name it labels. */
    String author();

    /**
     * Its labels for a frame, the same each time it is asked.
     *
     * @param frame the frame's name
     * @return what it sees; empty where it sees nothing
     * @throws UnknownFrameException for a frame whose truth it was never told
     */
    List<Label> annotate(String frame);
}
