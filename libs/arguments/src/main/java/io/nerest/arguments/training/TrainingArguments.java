package io.nerest.arguments.training;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.ArgumentRecord;
import io.nerest.arguments.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All arguments of a training run, with the names and defaults known from Ultralytics.
 *
 * @param run inputs, outputs, seed and compute resources
 * @param optimization length, batches, optimizer, learning rate schedule and loss gains
 * @param augmentation random augmentation of the training images
 */
public record TrainingArguments(
        RunArguments run, OptimizationArguments optimization, AugmentationArguments augmentation) {
    private static final ArgumentRecord<TrainingArguments> ARGUMENTS = new ArgumentRecord<>(TrainingArguments.class);

    /**
     * Parses arguments; those that are not given take their defaults.
     *
     * @param given text by name, such as {@code 60} by {@code epochs}
     * @throws InvalidArgumentException if a name is unknown (the message suggests the nearest one) or a value cannot be
     *     used
     */
    public static TrainingArguments parse(Map<String, String> given) {
        return ARGUMENTS.read(given);
    }

    /** Returns the schema of all arguments: type, default, range and help. */
    public static List<ArgumentDescription> descriptions() {
        return ARGUMENTS.descriptions();
    }

    /** Returns the values by name, as {@code args.yaml} holds them: numbers, booleans and text. */
    public Map<String, Object> values() {
        return ARGUMENTS.values(this);
    }

    /**
     * Returns a copy with some values replaced.
     *
     * @throws InvalidArgumentException as {@link #parse}
     */
    public TrainingArguments with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>();
        values().forEach((name, value) -> all.put(name, value.toString()));
        all.putAll(changes);
        return parse(all);
    }
}
