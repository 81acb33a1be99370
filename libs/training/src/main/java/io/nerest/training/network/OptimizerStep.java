package io.nerest.training.network;

/**
 * The hyperparameters of one optimiser step. There are three groups of parameters: convolution weights, BatchNorm
 * weights, and the biases of both.
 *
 * @param lrDecay learning rate of convolution weights, the only ones that decay
 * @param lrNoDecay learning rate of BatchNorm weights
 * @param lrBias learning rate of biases
 * @param momentum momentum of SGD and RMSProp, or the first beta of the Adam family
 * @param weightDecay decay of convolution weights
 * @param emaDecay decay of the moving average of the weights (EMA)
 */
public record OptimizerStep(
        double lrDecay, double lrNoDecay, double lrBias, double momentum, double weightDecay, double emaDecay) {}
