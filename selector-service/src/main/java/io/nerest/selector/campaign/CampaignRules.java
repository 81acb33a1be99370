package io.nerest.selector.campaign;

import io.nerest.arguments.InvalidArgumentException;
import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.selection.Curriculum;
import io.nerest.selection.InvalidSelectionException;
import java.util.List;
import java.util.Optional;

/** The rules that the configuration of a requested campaign must follow. */
final class CampaignRules {

    private static final int MAX_NAME = 200;
    private static final int MAX_ROUNDS = 1000;
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_DEADLINE_SECONDS = 7 * 24 * 3600;

    private CampaignRules() {}

    /**
     * Checks a configuration.
     *
     * @param baseClassNames class names of the base model
     * @throws InvalidCampaignException if it breaks a rule; the message names the field, its value and the rule
     */
    static void check(CampaignConfig config, List<String> baseClassNames) {
        checkName(config);
        checkClassNames(config.classNames(), baseClassNames);
        checkValidation(config);
        checkNumbers(config);
        checkSelection(config);
        checkTraining(config);
    }

    private static void checkName(CampaignConfig config) {
        if (config.name().isBlank() || config.name().length() > MAX_NAME) {
            throw new InvalidCampaignException("name", "'name' must have 1 to " + MAX_NAME + " characters");
        }
    }

    /** A class id has one meaning in the labels, the base model and the campaign. */
    private static void checkClassNames(List<String> names, List<String> base) {
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new InvalidCampaignException(
                    "classNames", "'classNames' must name each class, in the order of their ids");
        }
        for (int id = 0; id < names.size(); id++) {
            String name = names.get(id);
            int first = names.indexOf(name);
            if (first < id) {
                throw new InvalidCampaignException(
                        "classNames",
                        "'classNames' names '" + name + "' twice, as class " + first + " and as class " + id);
            }
            if (id < base.size() && !name.equals(base.get(id))) {
                throw new InvalidCampaignException(
                        "classNames",
                        "'classNames' names class " + id + " '" + name + "', but it is '" + base.get(id)
                                + "' in the base model, whose classes are " + base + "; leave 'classNames' out, or"
                                + " choose a base model with these classes");
            }
        }
    }

    private static void checkValidation(CampaignConfig config) {
        CampaignConfig.Validation validation = config.validation();
        if (validation.streams().isEmpty() && validation.frames().isEmpty()) {
            throw new InvalidCampaignException(
                    "validation",
                    "'validation' is empty: name 'streams' whose labelled frames, or 'frames' by id, every model is"
                            + " validated on");
        }
        if (!validation.streams().isEmpty() && !validation.frames().isEmpty()) {
            throw new InvalidCampaignException(
                    "validation", "'validation' names both 'streams' and 'frames'; give one of them");
        }
        for (String stream : validation.streams()) {
            if (config.streams().contains(stream)) {
                throw new InvalidCampaignException(
                        "validation.streams",
                        "stream '" + stream + "' is in 'streams' and in 'validation': a model would be validated on"
                                + " near copies of its training frames");
            }
        }
    }

    private static void checkNumbers(CampaignConfig config) {
        within("initial", config.initial(), 0, MAX_FRAMES);
        within("batchSize", config.batchSize(), 0, MAX_FRAMES);
        within("sampleSize", config.sampleSize(), 0, Integer.MAX_VALUE);
        within("rounds", config.rounds(), 0, MAX_ROUNDS);
        within("scoreDeadlineSeconds", config.scoreDeadlineSeconds(), 1, MAX_DEADLINE_SECONDS);
        within(
                "labelDeadlineSeconds",
                config.labelDeadlineSeconds(),
                1,
                CampaignRequest.LONGEST_LABEL_DEADLINE_SECONDS);
        if (config.ownLabels() && config.initial() == 0) {
            throw new InvalidCampaignException(
                    "initial",
                    "'initial' is 0 and 'ownLabels' is true: the first model would have no label to learn from");
        }
        if (config.batchSize() == 0 && config.rounds() > 0 && curriculum(config).isEmpty()) {
            throw new InvalidCampaignException(
                    "batchSize", "'batchSize' is 0 and no curriculum is enabled: no round would add a label");
        }
        if (config.sampleSize() > 0 && config.sampleSize() < config.batchSize()) {
            throw new InvalidCampaignException(
                    "sampleSize",
                    "'sampleSize' is " + config.sampleSize() + ", but a batch of " + config.batchSize()
                            + " is selected from it; make it at least that, or 0 for the whole pool");
        }
    }

    private static void within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidCampaignException(
                    field, "'" + field + "' is " + value + ", but must lie in [" + min + ", " + max + "]");
        }
    }

    private static Optional<Curriculum> curriculum(CampaignConfig config) {
        try {
            return config.curriculum().toCurriculum();
        } catch (InvalidSelectionException e) {
            throw new InvalidCampaignException("curriculum", String.valueOf(e.getMessage()));
        }
    }

    private static void checkSelection(CampaignConfig config) {
        try {
            config.roundSettings();
        } catch (InvalidSelectionException e) {
            throw new InvalidCampaignException("settings", String.valueOf(e.getMessage()));
        }
        try {
            config.stop().toConditions();
        } catch (InvalidSelectionException e) {
            throw new InvalidCampaignException("stop", String.valueOf(e.getMessage()));
        }
    }

    private static void checkTraining(CampaignConfig config) {
        try {
            CampaignTrainingArguments.of(config.training());
        } catch (InvalidArgumentException e) {
            String field = "training." + e.field();
            throw new InvalidCampaignException(field, "'" + field + "' is invalid: " + e.getMessage());
        }
    }
}
