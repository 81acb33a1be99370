package io.nerest.cli.base;

/**
 * Where pixels of a composite image come from.
 *
 * @param name in {@code manifest.csv}
 * @param clip that the image belongs to
 */
record Origin(String name, String clip, String licence) {
    /** Returns the origin of the median of an image's clip. */
    Origin median() {
        return new Origin("median of " + clip, clip, licence);
    }
}
