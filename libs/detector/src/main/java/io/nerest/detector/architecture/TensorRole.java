package io.nerest.detector.architecture;

/** What a tensor of the state is for, and so how it is trained. */
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
    /** How many batches a BatchNorm has seen: a buffer of one 64-bit integer. */
    BATCHES_SEEN,
    /** The head's bins 0, 1, 2, ..., which stand in the state and are never trained. */
    BINS;

    /** Whether the optimiser changes it. */
    public boolean trained() {
        return this == CONVOLUTION_WEIGHT || this == NORM_WEIGHT || this == BIAS;
    }

    /** Whether the reference counts it among a network's parameters. */
    public boolean counted() {
        return trained() || this == BINS;
    }
}
