package io.nerest.selector.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a campaign ends before its last round: a pure function of the results of its rounds. */
public final class StopRule {

    private StopRule() {}

    /**
     * The result of a trained round.
     *
     * @param epochs epochs of its training
     * @param labels frames with human labels in its data set
     * @param map50 mAP50 of its model, 0 to 1
     */
    public record Progress(int epochs, int labels, double map50) {}

    /**
     * Returns why the campaign ends now, one sentence; empty if it continues.
     *
     * @param progress the results of its trained rounds, in order
     */
    public static Optional<String> reason(StopConfig stop, List<Progress> progress) {
        if (progress.isEmpty()) {
            return Optional.empty();
        }
        Progress last = progress.get(progress.size() - 1);
        int epochs = progress.stream().mapToInt(Progress::epochs).sum();
        if (stop.epochs() > 0 && epochs >= stop.epochs()) {
            return Optional.of(epochs + " epochs have been trained; the limit is " + stop.epochs());
        }
        if (stop.labels() > 0 && last.labels() >= stop.labels()) {
            return Optional.of(last.labels() + " frames have labels; the limit is " + stop.labels());
        }
        if (stop.map50() > 0 && last.map50() >= stop.map50()) {
            return Optional.of(
                    String.format(Locale.ROOT, "mAP50 %.4f has reached its target %.4f", last.map50(), stop.map50()));
        }
        return noGain(stop.noGainRounds(), progress);
    }

    private static Optional<String> noGain(int rounds, List<Progress> progress) {
        int before = progress.size() - rounds;
        if (rounds == 0 || before < 1) {
            return Optional.empty();
        }
        double best = best(progress.subList(0, before));
        double since = best(progress.subList(before, progress.size()));
        return since > best
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "no gain over %d rounds: mAP50 %.4f, and %.4f before", rounds, since, best));
    }

    private static double best(List<Progress> progress) {
        return progress.stream().mapToDouble(Progress::map50).max().orElse(0);
    }
}
