package io.nerest.training.network;

/** Weights of the parts of the loss. */
public record LossGains(double box, double cls, double dfl) {
    /** 7.5, 0.5, 1.5. */
    public static final LossGains DEFAULT = new LossGains(7.5, 0.5, 1.5);
}
