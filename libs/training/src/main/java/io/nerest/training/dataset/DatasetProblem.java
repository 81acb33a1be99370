package io.nerest.training.dataset;

/** What can be wrong with a part of a data set without making the rest useless, and what is done about it. */
public enum DatasetProblem {
    MISSING_IMAGE("pictures that are listed but not there", "skipped"),
    CORRUPT_IMAGE("pictures that cannot be decoded", "skipped"),
    LISTED_TWICE("pictures that are listed more than once", "used once"),
    IN_BOTH_SPLITS("pictures of train that are in val as well", "kept; mAP will flatter"),
    LABEL_WITHOUT_IMAGE("label files without a picture", "skipped"),
    MISSING_LABEL("pictures without a label file", "used as background"),
    BAD_LINE("labels that cannot be read", "picture skipped, its object would pass for background"),
    NOT_A_NUMBER("labels with NaN or an infinite number", "picture skipped, its object would pass for background"),
    OUTSIDE("labels with coordinates outside [0, 1]", "picture skipped, its object would pass for background"),
    UNKNOWN_CLASS("labels of a class out of range", "picture skipped, its object would pass for background"),
    CLIPPED("boxes in pixels that reach beyond their picture", "cut at its border"),
    EMPTY_BOX("boxes of zero area", "box dropped"),
    DUPLICATE_BOX("boxes that stand twice in a picture", "box used once"),
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
