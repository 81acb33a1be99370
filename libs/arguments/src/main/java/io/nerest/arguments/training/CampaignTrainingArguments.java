package io.nerest.arguments.training;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.InvalidArgumentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The training arguments of a campaign: how to train. The trainer sets the remaining arguments itself (base checkpoint,
 * data, run folder, device), so that a request cannot name files of the trainer's machine.
 */
public final class CampaignTrainingArguments {
    private static final Set<String> SET_BY_TRAINER =
            Set.of("model", "data", "project", "name", "resume", "pretrained", "exist_ok", "device", "save_period");

    /** Arguments whose default differs from that of a single training: a campaign starts with few labels and a base. */
    private static final Map<String, String> DEFAULTS = Map.of("finetune", "auto");

    private final Map<String, String> given;
    private final TrainingArguments effective;

    private CampaignTrainingArguments(Map<String, String> given) {
        this.given = Map.copyOf(given);
        this.effective = TrainingArguments.parse(withDefaults(given));
    }

    /**
     * Validates the arguments of a campaign.
     *
     * @param given text by argument name; arguments that are not given take their defaults
     * @throws InvalidArgumentException if a name is unknown, a value cannot be used, values contradict each other, or the
     *     trainer sets the argument itself; names the argument
     */
    public static CampaignTrainingArguments of(Map<String, String> given) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (SET_BY_TRAINER.contains(name)) {
                throw InvalidArgumentException.ofValue(
                        name,
                        given.getOrDefault(name, ""),
                        "a campaign cannot set this argument, because the trainer sets it");
            }
        }
        String teacher = given.getOrDefault("distill", "");
        if (!teacher.matches("[A-Za-z0-9._-]{0,100}") || teacher.contains("..")) {
            throw InvalidArgumentException.ofValue(
                    "distill", teacher, "a campaign names the teacher by the id of a model");
        }
        return new CampaignTrainingArguments(given);
    }

    /** Returns the schema of the arguments that a campaign can set. */
    public static List<ArgumentDescription> descriptions() {
        return TrainingArguments.descriptions().stream()
                .filter(argument -> !SET_BY_TRAINER.contains(argument.name()))
                .map(argument -> argument.withDefault(DEFAULTS.getOrDefault(argument.name(), argument.defaultValue())))
                .toList();
    }

    private static Map<String, String> withDefaults(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(given);
        return all;
    }

    /** Returns the arguments that the campaign sets, as given. */
    public Map<String, String> given() {
        return given;
    }

    /** Returns all arguments, those that the campaign does not set with their defaults. */
    public TrainingArguments effective() {
        return effective;
    }

    /**
     * Returns the arguments of a run: those of the campaign and those that the trainer sets.
     *
     * @param trainer text by name: base checkpoint, run folder, device
     * @throws InvalidArgumentException if a value of the trainer cannot be used
     */
    public TrainingArguments with(Map<String, String> trainer) {
        Map<String, String> all = withDefaults(given);
        all.putAll(trainer);
        return TrainingArguments.parse(new TreeMap<>(all));
    }
}
