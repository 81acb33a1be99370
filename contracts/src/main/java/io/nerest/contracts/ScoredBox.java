package io.nerest.contracts;

/**
 * One detection: a box as in {@link LabelledBox}, and how sure the model is.
 *
 * @param confidence 0 to 1
 */
public record ScoredBox(int classId, double confidence, double cx, double cy, double w, double h) {
    public ScoredBox {
        Require.atLeast(classId, 0, "classId");
        Require.share(confidence, "confidence");
        Require.share(cx, "cx");
        Require.share(cy, "cy");
        Require.share(w, "w");
        Require.share(h, "h");
    }
}
