package io.nerest.detector.architecture;

/** The activation after a convolution. */
public enum Activation {
    /** x * sigmoid(x). */
    SILU,
    NONE
}
