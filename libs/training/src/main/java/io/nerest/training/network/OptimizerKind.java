package io.nerest.training.network;

/** The optimisers a network can be trained with. */
public enum OptimizerKind {
    /** Stochastic gradient descent with Nesterov momentum, decay added to the gradient. */
    SGD(1),
    /** Adam with decay apart from the gradient (arXiv 1711.05101), second beta 0.999, epsilon 1e-8. */
    ADAMW(2);

    /** Second beta of AdamW. */
    public static final double SECOND_BETA = 0.999;

    private final int slots;

    OptimizerKind(int slots) {
        this.slots = slots;
    }

    /** Returns the number of state tensors per parameter. */
    public int slots() {
        return slots;
    }
}
