package io.nerest.training.network;

/** How much each part of the loss counts. */
public record LossGains(double box, double cls, double dfl) {
    /** 7.5, 0.5, 1.5. */
    public static final LossGains DEFAULT = new LossGains(7.5, 0.5, 1.5);
}
