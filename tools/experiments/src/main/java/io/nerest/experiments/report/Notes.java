package io.nerest.experiments.report;

import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.RoundResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hipparchus.distribution.continuous.TDistribution;

/** Notes for readers of an experiment's figures. */
public final class Notes {
    private static final double TWO_SIDED_5_PERCENT = 0.975;

    private Notes() {}

    public static List<String> of(List<ArmResult> results, List<ArmSummary> summaries, int seeds, String measured) {
        List<String> notes = new ArrayList<>();
        notes.add(measured);
        notes.add(ofTest(seeds));
        SettingsEffect.note(summaries).ifPresent(notes::add);
        Set<String> told = new HashSet<>();
        for (ArmSummary summary : summaries) {
            if (!summary.ranksLike().isEmpty() && told.add(summary.arm())) {
                told.addAll(summary.ranksLike());
                notes.add(summary.arm() + " and " + String.join(", ", summary.ranksLike())
                        + " select the same frames by construction: they are one arm under several names.");
            }
        }
        for (int i = 0; i < results.size(); i++) {
            for (int j = i + 1; j < results.size(); j++) {
                ArmResult one = results.get(i);
                ArmResult other = results.get(j);
                if (!summaries.get(i).ranksLike().contains(other.name()) && chosenAlike(one, other)) {
                    notes.add(one.name() + " and " + other.name() + " selected the same frames in every round.");
                }
            }
        }
        return notes;
    }

    private static String ofTest(int seeds) {
        if (seeds < 2) {
            return "One seed: there is no spread, and a difference may be due to chance.";
        }
        double critical = new TDistribution(seeds - 1.0).inverseCumulativeProbability(TWO_SIDED_5_PERCENT);
        return String.format(
                Locale.ROOT,
                "p: paired t test of %d areas with those of random, two-sided; below 0.05 means that the mean difference"
                        + " is more than %.1f times its standard error. With %d seeds only differences far above the"
                        + " spread can show, and a large p shows neither a difference nor equality. p is"
                        + " not corrected for the number of arms.",
                seeds,
                critical,
                seeds);
    }

    private static boolean chosenAlike(ArmResult one, ArmResult other) {
        if (one.kind() != other.kind()
                || one.seeds().size() != other.seeds().size()
                || one.seeds().isEmpty()) {
            return false;
        }
        for (int i = 0; i < one.seeds().size(); i++) {
            if (!frames(one.seeds().get(i).rounds())
                    .equals(frames(other.seeds().get(i).rounds()))) {
                return false;
            }
        }
        return true;
    }

    private static List<Set<String>> frames(List<RoundResult> rounds) {
        return rounds.stream()
                .map(round -> round.chosen().stream().map(ChosenFrame::frame).collect(Collectors.toSet()))
                .toList();
    }
}
