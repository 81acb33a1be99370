package io.nerest.experiments.report;

import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the shared settings (empty frames, least time gap and so on) bring by themselves: {@code random} has them,
 * {@code random-unfiltered} does not. All strategies have them, so their gain over {@code random} does not contain it.
 */
final class SettingsEffect {
    private SettingsEffect() {}

    /** Returns a sentence with both arms' figures, or how to measure the effect; empty without {@code random}. */
    static Optional<String> note(List<ArmSummary> summaries) {
        return arm(summaries, Arm.RANDOM)
                .map(random -> arm(summaries, Arm.RANDOM_UNFILTERED)
                        .map(plain -> measured(random, plain))
                        .orElse("The effect of the shared settings alone was not measured: add the arm "
                                + Arm.RANDOM_UNFILTERED + "."));
    }

    private static String measured(ArmSummary random, ArmSummary plain) {
        double with = last(random);
        double without = last(plain);
        String times = without > 0 ? String.format(Locale.ROOT, ", %.2f times", with / without) : "";
        return String.format(
                Locale.ROOT,
                "Effect of the shared settings alone, random against random-unfiltered: last mAP50 %.3f against %.3f%s%s."
                        + " Every strategy has these settings, random too: 'times random' does not contain their effect.",
                with,
                without,
                times,
                areas(random.area(), plain.area()));
    }

    private static String areas(@Nullable Spread with, @Nullable Spread without) {
        return with == null || without == null
                ? ""
                : String.format(Locale.ROOT, "; area %.3f against %.3f", with.mean(), without.mean());
    }

    private static double last(ArmSummary arm) {
        return Figures.last(arm).map(RoundSummary::map50).map(Spread::mean).orElse(0.0);
    }

    private static Optional<ArmSummary> arm(List<ArmSummary> summaries, String name) {
        return summaries.stream().filter(arm -> arm.arm().equals(name)).findFirst();
    }
}
