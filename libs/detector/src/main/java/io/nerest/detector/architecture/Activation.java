package io.nerest.detector.architecture;

/** What follows a convolution. */
public enum Activation {
    /** x * sigmoid(x). */
    SILU,
    NONE
}
