package io.nerest.experiments.report;

import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's figures as text, for tables.
 *
 * @param none text of a missing figure
 */
public record Figures(String none) {

    /** Returns the summary of an arm's last round; empty if it has none. */
    public static Optional<RoundSummary> last(ArmSummary arm) {
        return arm.rounds().isEmpty()
                ? Optional.empty()
                : Optional.of(arm.rounds().get(arm.rounds().size() - 1));
    }

    /**
     * Returns the comparison of an arm with others: times random, labels for random's last value, for 90 % and 95 % of full, times
     * supervised, and the difference of area from random's with its p and wins.
     */
    public List<String> comparison(ArmSummary arm) {
        return List.of(
                number("%.2f", arm.timesRandom()),
                number("%.0f", arm.labelsForRandom()),
                number("%.0f", arm.labelsFor90()),
                number("%.0f", arm.labelsFor95()),
                number("%.2f", arm.timesSupervised()),
                arm.test() == null ? none : number("%+.3f", arm.test().meanDifference()),
                arm.test() == null ? none : number("%.3f", arm.test().pValue()),
                arm.test() == null
                        ? none
                        : arm.test().wins() + " of " + arm.test().n());
    }

    /** Returns every round of every arm: its arm and number, labels, pseudo-labels, epochs, the five metrics over all objects, and the two
     * mAP as means over cameras. */
    public List<List<String>> rounds(ExperimentResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (ArmSummary arm : result.summary()) {
            for (RoundSummary round : arm.rounds()) {
                rows.add(List.of(
                        arm.arm(),
                        String.valueOf(round.round()),
                        number("%.0f", round.labels()),
                        number("%.0f", round.pseudoLabels()),
                        number("%.0f", round.epochs()),
                        spread(round.map50()),
                        spread(round.map50To95()),
                        spread(round.precision()),
                        spread(round.recall()),
                        spread(round.f1()),
                        spread(round.streamMap50()),
                        spread(round.streamMap50To95())));
            }
        }
        return rows;
    }

    /** Formats a mean, with its standard deviation if there are several seeds. */
    public String spread(@Nullable Spread spread) {
        if (spread == null) {
            return none;
        }
        return spread.n() > 1
                ? String.format(Locale.ROOT, "%.3f ± %.3f", spread.mean(), spread.sd())
                : number("%.3f", spread.mean());
    }

    /** Formats a number, or the text of a missing figure. */
    public String number(String format, @Nullable Double value) {
        return value == null ? none : String.format(Locale.ROOT, format, value);
    }
}
