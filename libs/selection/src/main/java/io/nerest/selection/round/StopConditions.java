package io.nerest.selection.round;

import io.nerest.selection.InvalidSelectionException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a campaign ends before its last round; 0 switches a condition off.
 *
 * @param epochs trained in all rounds together: a cap, since the last training is shortened to it
 * @param labels frames with human labels in the data set
 * @param map50 mAP50 of a round's model, 0 to 1
 * @param noGainRounds rounds in a row whose mAP50 was not above the best before them
 */
public record StopConditions(int epochs, int labels, double map50, int noGainRounds) {

    public static final StopConditions NEVER = new StopConditions(0, 0, 0, 0);

    public StopConditions {
        requireNotNegative("epochs", epochs);
        requireNotNegative("labels", labels);
        requireNotNegative("noGainRounds", noGainRounds);
        if (!(map50 >= 0 && map50 <= 1)) {
            throw new InvalidSelectionException("setting 'stop.mAP50' is " + map50 + ", but must lie in [0, 1]");
        }
    }

    /**
     * The result of a trained round.
     *
     * @param epochs of its training
     * @param labels frames with human labels in its data set
     */
    public record TrainedRound(int epochs, int labels, double map50) {}

    /**
     * Returns why the campaign should end now, in one sentence; empty if it should continue.
     *
     * @param rounds the trained rounds, in order
     */
    public Optional<String> reason(List<TrainedRound> rounds) {
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        TrainedRound last = rounds.get(rounds.size() - 1);
        int trained = rounds.stream().mapToInt(TrainedRound::epochs).sum();
        if (epochs > 0 && trained >= epochs) {
            return Optional.of(trained + " epochs were trained, the limit is " + epochs);
        }
        if (labels > 0 && last.labels() >= labels) {
            return Optional.of(last.labels() + " frames are labelled, the limit is " + labels);
        }
        if (map50 > 0 && last.map50() >= map50) {
            return Optional.of(
                    String.format(Locale.ROOT, "mAP50 %.4f has reached the target %.4f", last.map50(), map50));
        }
        return noGain(rounds);
    }

    /**
     * Returns how many epochs the next training may have at most, so that the cap over all rounds is kept.
     *
     * @param rounds the trained rounds
     * @param wanted epochs of a training without a cap, at least 1
     * @return {@code wanted} or less, at least 1
     */
    public int epochsOfNext(List<TrainedRound> rounds, int wanted) {
        int trained = rounds.stream().mapToInt(TrainedRound::epochs).sum();
        return epochs == 0 ? wanted : Math.max(1, Math.min(wanted, epochs - trained));
    }

    private Optional<String> noGain(List<TrainedRound> rounds) {
        int before = rounds.size() - noGainRounds;
        if (noGainRounds == 0 || before < 1) {
            return Optional.empty();
        }
        double best = best(rounds.subList(0, before));
        double since = best(rounds.subList(before, rounds.size()));
        return since > best
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "no gain in %d rounds: mAP50 %.4f, %.4f before", noGainRounds, since, best));
    }

    private static double best(List<TrainedRound> rounds) {
        return rounds.stream().mapToDouble(TrainedRound::map50).max().orElse(0);
    }

    private static void requireNotNegative(String name, int value) {
        if (value < 0) {
            throw new InvalidSelectionException(
                    "setting 'stop." + name + "' is " + value + ", but must be 0 (off) or more");
        }
    }
}
