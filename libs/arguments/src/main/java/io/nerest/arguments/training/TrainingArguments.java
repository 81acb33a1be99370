package io.nerest.arguments.training;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.ArgumentRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All arguments of a training run, under the names and with the defaults that users of the reference know.
 *
 * @param run what is trained, where, and where its results go
 * @param optimization how long and in what steps the network learns
 * @param augmentation how training pictures are changed
 */
public record TrainingArguments(
        RunArguments run, OptimizationArguments optimization, AugmentationArguments augmentation) {
    private static final ArgumentRecord<TrainingArguments> ARGUMENTS = new ArgumentRecord<>(TrainingArguments.class);

    /**
     * Reads arguments by name; what is not given takes its default.
     *
     * @param given text by name, such as {@code epochs} to {@code 60}
     * @throws IllegalArgumentException where a name is unknown (the nearest known one is told) or a value cannot be used
     */
    public static TrainingArguments parse(Map<String, String> given) {
        return ARGUMENTS.read(given);
    }

    /** What there is to say of each argument, in their order. */
    public static List<ArgumentDescription> descriptions() {
        return ARGUMENTS.descriptions();
    }

    /** The values by name: numbers, booleans and text, as {@code args.yaml} holds them. */
    public Map<String, Object> values() {
        return ARGUMENTS.values(this);
    }

    /**
     * These arguments with some changed.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public TrainingArguments with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>();
        values().forEach((name, value) -> all.put(name, value.toString()));
        all.putAll(changes);
        return parse(all);
    }
}
