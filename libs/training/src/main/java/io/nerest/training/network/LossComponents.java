package io.nerest.training.network;

/**
 * The three parts of a batch's loss with their gains applied, not multiplied by the batch size: what the console and
 * {@code results.csv} show.
 *
 * @param box 1 - CIoU of assigned boxes, weighted by their target scores
 * @param cls binary cross-entropy of the class logits
 * @param dfl distribution focal loss of the box sides
 */
public record LossComponents(float box, float cls, float dfl) {

    /** Returns whether all three are finite. */
    public boolean finite() {
        return Float.isFinite(box) && Float.isFinite(cls) && Float.isFinite(dfl);
    }

    /** Their sum. */
    public float total() {
        return box + cls + dfl;
    }
}
