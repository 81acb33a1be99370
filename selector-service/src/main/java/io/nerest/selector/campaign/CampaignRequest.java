package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.round.TrainingStart;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a campaign; {@link CampaignConfig} describes the fields. An absent field takes its default.
 *
 * @param classNames default: those of the base model
 * @param baseModelId default: the newest base model
 */
public record CampaignRequest(
        @Nullable String name,
        @Nullable List<String> streams,
        @Nullable ValidationRequest validation,
        @Nullable List<String> classNames,
        @Nullable String strategy,
        @Nullable Map<String, Object> settings,
        @Nullable Boolean ownLabels,
        @Nullable Integer initial,
        @Nullable Integer batchSize,
        @Nullable Integer sampleSize,
        @Nullable Integer rounds,
        @Nullable CurriculumSettings curriculum,
        @Nullable Map<String, String> training,
        @Nullable Long seed,
        @Nullable Integer scoreDeadlineSeconds,
        @Nullable Integer labelDeadlineSeconds,
        @Nullable Boolean promotes,
        @Nullable StopRequest stop,
        @Nullable TrainingStart startFrom,
        @Nullable String baseModelId) {

    /** Thirty days. */
    public static final int DEFAULT_LABEL_DEADLINE_SECONDS = 30 * 24 * 3600;

    /** Ten years. */
    public static final int LONGEST_LABEL_DEADLINE_SECONDS = 3660 * 24 * 3600;

    /** The validation set: streams whose labelled frames, or frames by id. */
    public record ValidationRequest(
            @Nullable List<String> streams, @Nullable List<UUID> frames) {}

    /** The stop conditions, all optional. */
    public record StopRequest(
            @Nullable Integer epochs,
            @Nullable Integer labels,

            @JsonProperty("mAP50") @JsonAlias("map50") @Nullable Double map50,

            @Nullable Integer noGainRounds) {

        private static final StopRequest NEVER = new StopRequest(null, null, null, null);

        StopConfig toConfig() {
            return new StopConfig(
                    orDefault(epochs, 0), orDefault(labels, 0), orDefault(map50, 0.0), orDefault(noGainRounds, 0));
        }
    }

    /**
     * Returns the configuration, with defaults and checked.
     *
     * @param baseClassNames the base model's class names
     * @throws InvalidCampaignException if it breaks a rule
     */
    public CampaignConfig toConfig(List<String> baseClassNames) {
        if (name == null) {
            throw new InvalidCampaignException("name", "'name' is missing");
        }
        ValidationRequest validationOrNone = orDefault(validation, new ValidationRequest(null, null));
        CampaignConfig config = new CampaignConfig(
                name,
                orDefault(streams, List.of()),
                new CampaignConfig.Validation(
                        orDefault(validationOrNone.streams(), List.of()),
                        orDefault(validationOrNone.frames(), List.of())),
                orDefault(classNames, baseClassNames),
                orDefault(strategy, "least-confidence"),
                orDefault(settings, Map.of()),
                orDefault(ownLabels, false),
                orDefault(initial, 20),
                orDefault(batchSize, 20),
                orDefault(sampleSize, 200),
                orDefault(rounds, 5),
                orDefault(curriculum, CurriculumSettings.DISABLED).withDefaults(),
                orDefault(training, Map.of()),
                orDefault(seed, 0L),
                orDefault(scoreDeadlineSeconds, 120),
                orDefault(labelDeadlineSeconds, DEFAULT_LABEL_DEADLINE_SECONDS),
                orDefault(promotes, true),
                orDefault(stop, StopRequest.NEVER).toConfig(),
                orDefault(startFrom, TrainingStart.BASE));
        CampaignRules.check(config, baseClassNames);
        return config;
    }

    private static <T> T orDefault(@Nullable T value, T defaultValue) {
        return value == null ? defaultValue : value;
    }
}
