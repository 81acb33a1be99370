package io.nerest.training.torchscript;

/**
 * What is fixed in a training module's code.
 *
 * @param bf16 whether convolutions compute in bfloat16 over float32 master weights
 * @param boxGain factor of the box loss
 * @param clsGain factor of the class loss
 * @param dflGain factor of the distribution focal loss
 */
public record TrainingModuleOptions(boolean bf16, double boxGain, double clsGain, double dflGain) {}
