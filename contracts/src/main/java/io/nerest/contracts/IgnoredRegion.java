package io.nerest.contracts;

/**
 * A part of a picture that is neither object nor background: a model half sees something there, and nobody has said what
 * it is. Terms as in {@link LabelledBox}.
 */
public record IgnoredRegion(double cx, double cy, double w, double h) {
    public IgnoredRegion {
        Require.share(cx, "cx");
        Require.share(cy, "cy");
        Require.share(w, "w");
        Require.share(h, "h");
    }
}
