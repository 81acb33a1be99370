package io.nerest.detector.architecture;

/** The role of a tensor in the state dictionary, which decides how it is trained. */
public enum TensorRole {
    /** Weight of a convolution: trained, decayed. */
    CONVOLUTION_WEIGHT,
    /** Scale of a BatchNorm: trained, not decayed. */
    NORM_WEIGHT,
    /** Shift of a BatchNorm or bias of a convolution: trained, not decayed. */
    BIAS,
    /** Running mean of a BatchNorm: a buffer. */
    RUNNING_MEAN,
    /** Running variance of a BatchNorm: a buffer. */
    RUNNING_VARIANCE,
    /** Number of batches seen by a BatchNorm: a buffer of one 64-bit integer. */
    BATCHES_SEEN,
    /** The head's bins 0, 1, 2, ..., part of the state dictionary, never trained. */
    BINS;

    /** Returns whether the optimiser updates it. */
    public boolean trained() {
        return this == CONVOLUTION_WEIGHT || this == NORM_WEIGHT || this == BIAS;
    }

    /** Returns whether the reference counts it as a parameter. */
    public boolean counted() {
        return trained() || this == BINS;
    }
}
