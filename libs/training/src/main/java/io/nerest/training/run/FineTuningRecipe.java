package io.nerest.training.run;

import io.nerest.arguments.training.FineTuningChoice;
import io.nerest.arguments.training.TrainingArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a base checkpoint is fine-tuned with few labels ({@code finetune=auto}). A training of so few images ends after
 * a fixed number of optimiser steps, however many images an epoch has; it changes the base little, and the result is
 * the best of the base, its epochs, and interpolations between the base and the last epoch (WiSE-FT: Wortsman et al.,
 * "Robust fine-tuning of zero-shot models", CVPR 2022).
 *
 * @param labels number of training images
 * @param epochs number of validations; all epochs have the same number of steps
 * @param stepsPerEpoch least number of optimiser steps of an epoch; images are repeated within it
 * @param batch images per step
 * @param lr learning rate of AdamW after the warm-up; it falls linearly to a twentieth
 * @param warmupSteps steps of the warm-up
 * @param emaDecay decay of the moving average of the weights, which starts at the base
 * @param freeze layers, from the first, whose weights are frozen
 * @param fixedStatistics whether BatchNorms keep the base's running statistics
 * @param interpolations shares of the last epoch's weights in the interpolations, in (0, 1)
 */
record FineTuningRecipe(
        int labels,
        int epochs,
        int stepsPerEpoch,
        int batch,
        double lr,
        int warmupSteps,
        double emaDecay,
        int freeze,
        boolean fixedStatistics,
        List<Double> interpolations) {
    /** Largest number of labels that counts as few. */
    static final int MOST_LABELS = 500;

    /** Rows of the family's table before the first upsampling. */
    private static final int BACKBONE_LAYERS = 10;

    /** Each epoch costs a validation, which takes longer than the training where there are more frames to validate. */
    private static final int EPOCHS = 4;

    private static final double LRF = 0.05;
    private static final double MOMENTUM = 0.9;

    /**
     * Returns the recipe for a number of labels; empty if it was not requested, or there are too many labels.
     *
     * @param labels number of training images, at least 1
     */
    static Optional<FineTuningRecipe> of(TrainingArguments arguments, int labels) {
        return arguments.optimization().finetune() == FineTuningChoice.NONE || labels > MOST_LABELS
                ? Optional.empty()
                : Optional.of(forLabels(labels));
    }

    private static FineTuningRecipe forLabels(int labels) {
        int steps = labels <= 16 ? 10 : labels <= 64 ? 16 : labels <= 200 ? 30 : 75;
        int freeze = labels <= 200 ? BACKBONE_LAYERS : 0;
        return new FineTuningRecipe(labels, EPOCHS, steps, 8, 5e-4, 10, 0.9, freeze, true, List.of(0.25, 0.5, 0.75));
    }

    /** Returns how often an epoch contains each image. */
    int repeats() {
        return Math.max(1, (stepsPerEpoch * batch + labels - 1) / labels);
    }

    /**
     * Returns the arguments with those of the recipe. {@code epochs} keeps a lower value that was given, for a shorter
     * training.
     */
    TrainingArguments applyTo(TrainingArguments given) {
        return given.with(changes(given));
    }

    /** Returns a log line with the recipe and the given arguments that it replaces. */
    String announcement(TrainingArguments given) {
        return String.format(
                Locale.ROOT,
                "finetune=auto: %d labels: %d epochs of %d steps of %d images, AdamW(lr=%s), warm-up of %d steps, %s%s, no"
                        + " mosaic, moving average %s; the base is epoch 0, then interpolations of %s with it are tried."
                        + " It replaces %s: set finetune=none to use your values",
                labels,
                Math.min(epochs, given.optimization().epochs()),
                (labels * repeats() + batch - 1) / batch,
                batch,
                lr,
                warmupSteps,
                fixedStatistics ? "BatchNorm statistics of the base" : "BatchNorm statistics of the batch",
                freeze > 0 ? ", " + freeze + " frozen layers" : "",
                emaDecay,
                interpolations,
                String.join(", ", changes(given).keySet()));
    }

    private Map<String, String> changes(TrainingArguments given) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(
                "epochs", String.valueOf(Math.min(epochs, given.optimization().epochs())));
        changes.put("patience", "0");
        changes.put("batch", String.valueOf(batch));
        changes.put("nbs", String.valueOf(batch));
        changes.put("optimizer", "AdamW");
        changes.put("lr0", String.valueOf(lr));
        changes.put("lrf", String.valueOf(LRF));
        changes.put("momentum", String.valueOf(MOMENTUM));
        changes.put("cos_lr", "false");
        changes.put("warmup_epochs", "0");
        changes.put("freeze", String.valueOf(freeze));
        changes.put("mosaic", "0");
        changes.put("close_mosaic", "0");
        changes.put("mixup", "0");
        changes.put("copy_paste", "0");
        return changes;
    }
}
