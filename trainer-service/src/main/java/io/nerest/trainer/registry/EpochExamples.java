package io.nerest.trainer.registry;

import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.UUID;

/**
 * What a training detects on some validation frames after an epoch.
 *
 * @param epoch its number, from 1; 0 before the first epoch is finished
 * @param frames the same frames after each epoch of a training
 */
public record EpochExamples(int epoch, List<Frame> frames) {
    /** Before the first epoch. */
    public static final EpochExamples NONE = new EpochExamples(0, List.of());

    /** Copies the list. */
    public EpochExamples {
        frames = List.copyOf(frames);
    }

    /**
     * A validation frame.
     *
     * @param truth its labels
     * @param boxes detections with a confidence of at least 0.25, the surest first
     */
    public record Frame(UUID frameId, String streamId, List<LabelledBox> truth, List<ScoredBox> boxes) {}
}
