package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selection.round.TrainingStart;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The configuration of a campaign. {@link CampaignRules} checks it once, when it is requested; a stored configuration of an
 * earlier version is not checked again.
 *
 * @param streams streams it draws from; empty for all but those of the validation set
 * @param validation the frames that every model of the campaign is validated on
 * @param classNames class names, by class id
 * @param strategy the strategy's name, see {@link Strategies}
 * @param settings the strategy's own settings and the shared settings
 * @param ownLabels whether the campaign learns only from frames that it selected itself, however many of them others have
 *     labelled; a fair comparison of campaigns over the same streams needs this
 * @param initial frames that annotators label before the first training, drawn at random
 * @param batchSize frames that annotators label each round; 0 only with a curriculum
 * @param sampleSize frames of the pool that are scored each round; 0 for the whole pool
 * @param rounds rounds after the first training
 * @param curriculum how frames are pseudo-labelled
 * @param training training arguments by name
 * @param seed the seed of everything that is drawn at random
 * @param scoreDeadlineSeconds how long a round waits for scores
 * @param labelDeadlineSeconds how long a round waits for the labels of its batch; then it trains on those there are
 * @param promotes whether the campaign's models may be promoted
 * @param stop conditions that end the campaign before its last round
 * @param startFrom which weights each training starts from
 */
public record CampaignConfig(
        String name,
        List<String> streams,
        Validation validation,
        List<String> classNames,
        String strategy,
        Map<String, Object> settings,
        boolean ownLabels,
        int initial,
        int batchSize,
        int sampleSize,
        int rounds,
        CurriculumSettings curriculum,
        Map<String, String> training,
        long seed,
        int scoreDeadlineSeconds,
        int labelDeadlineSeconds,
        boolean promotes,
        StopConfig stop,
        TrainingStart startFrom) {

    /**
     * The validation set: all labelled frames of some streams, or frames by id.
     *
     * @param streams streams whose labelled frames it consists of; empty if frames are given
     * @param frames the frames; empty if streams are given
     */
    public record Validation(List<String> streams, List<UUID> frames) {

        public Validation {
            streams = List.copyOf(streams);
            frames = List.copyOf(frames);
        }
    }

    public CampaignConfig {
        streams = List.copyOf(streams);
        classNames = List.copyOf(classNames);
        settings = Map.copyOf(settings);
        training = Map.copyOf(training);
    }

    /**
     * Returns the settings that the round policy decides by.
     *
     * @throws io.nerest.selection.InvalidSelectionException if this version does not accept them
     */
    @JsonIgnore
    public RoundSettings roundSettings() {
        return new RoundSettings(
                configured(), initial, batchSize, sampleSize, curriculum.toCurriculum(), ownLabels, seed);
    }

    /**
     * Returns the strategy with its settings and the shared settings.
     *
     * @throws io.nerest.selection.InvalidSelectionException if this version does not accept them
     */
    @JsonIgnore
    public ConfiguredStrategy configured() {
        return Strategies.configure(strategy, settings);
    }
}
