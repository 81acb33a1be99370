package io.nerest.training.network;

/**
 * What one step of the optimiser is made with. There are three groups of parameters: weights of convolutions, weights of
 * BatchNorms, and biases of both.
 *
 * @param lrDecay learning rate of convolution weights, the only ones that decay
 * @param lrNoDecay learning rate of BatchNorm weights
 * @param lrBias learning rate of biases
 * @param momentum momentum of SGD, or the first beta of AdamW
 * @param weightDecay decay of convolution weights
 * @param emaDecay how much of the average over past weights is kept
 */
public record OptimizerStep(
        double lrDecay, double lrNoDecay, double lrBias, double momentum, double weightDecay, double emaDecay) {}
