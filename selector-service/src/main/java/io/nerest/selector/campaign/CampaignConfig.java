package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Everything that a campaign is asked to do, checked.
 *
 * @param streams cameras it draws from; empty for all but the validation's
 * @param validation what every model of it is measured against
 * @param classNames names by class id
 * @param strategy by name, as {@link Strategies} knows it
 * @param settings the strategy's own and the shared ones
 * @param ownLabels whether it learns only from frames that it chose itself, however many of them others have labelled:
 *     what a fair comparison of campaigns over the same cameras needs
 * @param initial frames that people label before the first training, drawn at random
 * @param batchSize frames that people label each round; 0 only with a curriculum
 * @param sampleSize frames of the pool that are scored each round; 0 for the whole pool
 * @param rounds rounds after the first training
 * @param training arguments by their known names
 * @param seed what is drawn at random is drawn by it
 * @param scoreDeadlineSeconds how long a round waits for scores
 * @param promotes whether its models may go live
 * @param stop what ends it before its rounds do
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
        CurriculumConfig curriculum,
        Map<String, String> training,
        long seed,
        int scoreDeadlineSeconds,
        boolean promotes,
        StopConfig stop) {

    private static final int MOST_ROUNDS = 1000;
    private static final int MOST_FRAMES = 1_000_000;
    private static final int LONGEST_DEADLINE = 7 * 24 * 3600;
    private static final Pattern WHOLE = Pattern.compile("[1-9]\\d{0,6}");

    /**
     * The validation set as asked for: all labelled frames of some streams, or frames by id.
     *
     * @param streams cameras whose labelled frames it is; empty where frames are given
     * @param frames the frames themselves; empty where streams are given
     */
    public record Validation(List<String> streams, List<UUID> frames) {

        public Validation {
            streams = List.copyOf(streams);
            frames = List.copyOf(frames);
            if (streams.isEmpty() && frames.isEmpty()) {
                throw new InvalidCampaignException("'validation' is empty: name 'streams' whose labelled frames, or"
                        + " 'frames' by id, every model is measured against");
            }
            if (!streams.isEmpty() && !frames.isEmpty()) {
                throw new InvalidCampaignException("'validation' names both 'streams' and 'frames'; give one of them");
            }
        }
    }

    public CampaignConfig {
        streams = List.copyOf(streams);
        classNames = List.copyOf(classNames);
        settings = Map.copyOf(settings);
        training = Map.copyOf(training);
        if (name.isBlank() || name.length() > 200) {
            throw new InvalidCampaignException("'name' must have 1 to 200 characters");
        }
        if (classNames.isEmpty() || classNames.stream().anyMatch(String::isBlank)) {
            throw new InvalidCampaignException("'classNames' must name each class, in the order of their ids");
        }
        within("initial", initial, 0, MOST_FRAMES);
        within("batchSize", batchSize, 0, MOST_FRAMES);
        within("sampleSize", sampleSize, 0, Integer.MAX_VALUE);
        within("rounds", rounds, 0, MOST_ROUNDS);
        within("scoreDeadlineSeconds", scoreDeadlineSeconds, 1, LONGEST_DEADLINE);
        if (ownLabels && initial == 0) {
            throw new InvalidCampaignException("'initial' is 0 and 'ownLabels' is true, so that its first model would"
                    + " have no label to learn from");
        }
        if (batchSize == 0 && rounds > 0 && !curriculum.enabled()) {
            throw new InvalidCampaignException(
                    "'batchSize' is 0 and no curriculum is enabled, so that no round would learn anything new");
        }
        if (sampleSize > 0 && sampleSize < batchSize) {
            throw new InvalidCampaignException("'sampleSize' is " + sampleSize + ", but a batch of " + batchSize
                    + " is to be chosen from it; make it at least that, or 0 for the whole pool");
        }
        for (String stream : validation.streams()) {
            if (streams.contains(stream)) {
                throw new InvalidCampaignException(
                        "stream '" + stream + "' is in 'streams' and in 'validation': a model"
                                + " would be measured on near copies of what it learned");
            }
        }
        requireWhole(training, "epochs");
        requireWhole(training, "imgsz");
        try {
            Strategies.configure(strategy, settings);
            curriculum.toCurriculum();
        } catch (InvalidSelectionException e) {
            throw new InvalidCampaignException(e.getMessage());
        }
    }

    /** The strategy and what stands beside it. */
    @JsonIgnore
    public ConfiguredStrategy configured() {
        return Strategies.configure(strategy, settings);
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidCampaignException(
                    "'" + field + "' is " + value + ", but must lie in [" + least + ", " + most + "]");
        }
    }

    private static void requireWhole(Map<String, String> training, String argument) {
        String value = training.get(argument);
        if (value != null && !WHOLE.matcher(value).matches()) {
            throw new InvalidCampaignException(
                    "'training." + argument + "' is '" + value + "', but must be a whole number above 0");
        }
    }
}
