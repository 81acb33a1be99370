package io.nerest.training.torchscript;

/**
 * Constants in the code of a training module.
 *
 * @param bf16 whether convolutions compute in bfloat16 over float32 master weights
 * @param boxGain factor of the box loss
 * @param clsGain factor of the class loss
 * @param dflGain factor of the distribution focal loss
 * @param fixedStatistics whether BatchNorms normalise by their running statistics and keep them
 * @param distillation what the module contributes to a distillation
 */
public record TrainingModuleOptions(
        boolean bf16,
        double boxGain,
        double clsGain,
        double dflGain,
        boolean fixedStatistics,
        Distillation distillation) {}
