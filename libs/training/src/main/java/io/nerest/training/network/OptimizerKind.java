package io.nerest.training.network;

import java.util.Locale;

/** The optimisers a network can be trained with. */
public enum OptimizerKind {
    /** Stochastic gradient descent with Nesterov momentum, decay added to the gradient. */
    SGD(1),
    /** Adam (arXiv 1412.6980), decay added to the gradient, second beta 0.999, epsilon 1e-8. */
    ADAM(2),
    /** Adam with decay apart from the gradient (arXiv 1711.05101), second beta 0.999, epsilon 1e-8. */
    ADAMW(2),
    /** Adam with Nesterov momentum (Dozat, 2016), its momentum decay 0.004; otherwise as {@link #ADAM}. */
    NADAM(2),
    /** Adam with a rectified learning rate (arXiv 1908.03265); otherwise as {@link #ADAM}. */
    RADAM(2),
    /** RMSProp (Hinton, 2012) with momentum, smoothing 0.99, epsilon 1e-8, decay added to the gradient. */
    RMSPROP(2);

    /** Second beta of the Adam family. */
    public static final double SECOND_BETA = 0.999;

    private final int slots;

    OptimizerKind(int slots) {
        this.slots = slots;
    }

    /** Returns the number of state tensors per parameter. */
    public int slots() {
        return slots;
    }

    /** Returns whether the momentum is one of velocity, which a warm-up raises, and not a beta. */
    public boolean hasVelocity() {
        return this == SGD || this == RMSPROP;
    }

    /** Returns the method of the training module that makes a step. */
    String method() {
        return name().toLowerCase(Locale.ROOT);
    }
}
