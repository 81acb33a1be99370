package io.nerest.training.dataset;

/** Problems of single files or labels of a data set, and their handling. */
public enum DatasetProblem {
    MISSING_IMAGE("listed images that do not exist", "skipped"),
    CORRUPT_IMAGE("images that cannot be decoded", "skipped"),
    LISTED_TWICE("images that are listed more than once", "used once"),
    IN_BOTH_SPLITS("images in both train and val", "kept; mAP is too optimistic"),
    LABEL_WITHOUT_IMAGE("label files without an image", "skipped"),
    MISSING_LABEL("images without a label file", "used as background"),
    BAD_LINE("labels that cannot be read", "image skipped, since the object would count as background"),
    NOT_A_NUMBER("labels with NaN or an infinite number", "image skipped, since the object would count as background"),
    OUTSIDE("labels with coordinates outside [0, 1]", "image skipped, since the object would count as background"),
    UNKNOWN_CLASS("labels of a class out of range", "image skipped, since the object would count as background"),
    CLIPPED("boxes in pixels that reach beyond their image", "clipped to its border"),
    EMPTY_BOX("boxes of zero area", "box dropped"),
    DUPLICATE_BOX("duplicate boxes of an image", "box used once"),
    CROWD("boxes around crowds", "box dropped");

    private final String what;
    private final String consequence;

    DatasetProblem(String what, String consequence) {
        this.what = what;
        this.consequence = consequence;
    }

    public String what() {
        return what;
    }

    public String consequence() {
        return consequence;
    }
}
