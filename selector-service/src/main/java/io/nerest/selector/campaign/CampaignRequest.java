package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it is asked for; what is left out takes its default, which {@link CampaignConfig} describes.
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
        @Nullable CurriculumRequest curriculum,
        @Nullable Map<String, String> training,
        @Nullable Long seed,
        @Nullable Integer scoreDeadlineSeconds,
        @Nullable Boolean promotes,
        @Nullable StopRequest stop,
        @Nullable String baseModelId) {

    /** Streams whose labelled frames, or frames by id. */
    public record ValidationRequest(
            @Nullable List<String> streams, @Nullable List<UUID> frames) {}

    /** What ends it early, all optional. */
    public record StopRequest(
            @Nullable Integer epochs,
            @Nullable Integer labels,

            @JsonProperty("mAP50") @JsonAlias("map50") @Nullable Double map50,

            @Nullable Integer noGainRounds) {

        private static final StopRequest NEVER = new StopRequest(null, null, null, null);

        StopConfig toConfig() {
            return new StopConfig(
                    otherwise(epochs, 0), otherwise(labels, 0), otherwise(map50, 0.0), otherwise(noGainRounds, 0));
        }
    }

    /** The curriculum's settings, all optional. */
    public record CurriculumRequest(
            @Nullable Boolean enabled,
            @Nullable Double start,
            @Nullable Double step,
            @Nullable List<Double> percentiles,
            @Nullable String score,
            @Nullable String mode,
            @Nullable Integer maxPerRound,
            @Nullable Double growth,
            @Nullable Double boxThreshold,
            @Nullable Double ignoreThreshold,
            @Nullable Boolean byClass,
            @Nullable Double auditShare) {

        private static final CurriculumRequest NONE =
                new CurriculumRequest(false, null, null, null, null, null, null, null, null, null, null, null);

        CurriculumConfig toConfig() {
            double labelsFrom = otherwise(boxThreshold, 0.5);
            return new CurriculumConfig(
                    otherwise(enabled, true),
                    otherwise(start, 95.0),
                    otherwise(step, 5.0),
                    otherwise(percentiles, List.of()),
                    otherwise(score, "min"),
                    otherwise(mode, "relabel"),
                    otherwise(maxPerRound, 200),
                    otherwise(growth, 1.1),
                    labelsFrom,
                    otherwise(ignoreThreshold, labelsFrom),
                    otherwise(byClass, false),
                    otherwise(auditShare, 0.0));
        }
    }

    /**
     * The same with its defaults, checked.
     *
     * @param baseClassNames the base model's class names
     * @throws InvalidCampaignException where it cannot be run
     */
    public CampaignConfig toConfig(List<String> baseClassNames) {
        if (name == null) {
            throw new InvalidCampaignException("'name' is missing");
        }
        ValidationRequest measured = otherwise(validation, new ValidationRequest(null, null));
        return new CampaignConfig(
                name,
                otherwise(streams, List.of()),
                new CampaignConfig.Validation(
                        otherwise(measured.streams(), List.of()), otherwise(measured.frames(), List.of())),
                otherwise(classNames, baseClassNames),
                otherwise(strategy, "least-confidence"),
                otherwise(settings, Map.of()),
                otherwise(ownLabels, false),
                otherwise(initial, 20),
                otherwise(batchSize, 20),
                otherwise(sampleSize, 200),
                otherwise(rounds, 5),
                otherwise(curriculum, CurriculumRequest.NONE).toConfig(),
                otherwise(training, Map.of()),
                otherwise(seed, 0L),
                otherwise(scoreDeadlineSeconds, 120),
                otherwise(promotes, true),
                otherwise(stop, StopRequest.NEVER).toConfig());
    }

    private static <T> T otherwise(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
