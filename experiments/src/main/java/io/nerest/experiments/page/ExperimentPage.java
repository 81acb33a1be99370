package io.nerest.experiments.page;

import io.nerest.experiments.plots.Drawing;
import io.nerest.experiments.plots.ExperimentPlots;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code report.html} of an experiment: figures, plots, what was chosen, and the settings that it can be repeated with. */
public final class ExperimentPage {
    public static final String FILE = "report.html";

    private static final String NONE = "–";

    private ExperimentPage() {}

    /** A plot of the page. */
    public record Plot(String title, String caption, String image) {}

    /** A setting by its name. */
    public record Setting(String name, String value) {}

    /** A row of the table of arms. */
    public record Arm(
            String name,
            String labels,
            String map50,
            String map50To95,
            String area,
            String timesRandom,
            String labelsForRandom,
            String labelsFor90,
            String labelsFor95,
            String timesSupervised,
            String difference,
            String p,
            String wins,
            String ranksLike) {}

    /** A row of the table of rounds. */
    public record Round(
            String arm,
            int round,
            String labels,
            String pseudoLabels,
            String epochs,
            String map50,
            String map50To95,
            String precision,
            String recall) {}

    /**
     * Draws the experiment's plots and writes its page.
     *
     * @param folder of the experiment
     * @return the page
     * @throws IOException where a file cannot be read or written
     */
    public static Path write(Path folder, ExperimentResult result) throws IOException {
        List<Plot> plots = new ArrayList<>();
        for (Drawing drawing : ExperimentPlots.draw(folder, result)) {
            plots.add(new Plot(drawing.title(), drawing.caption(), InlineImage.png(drawing.file())));
        }
        Map<String, Object> values = new HashMap<>();
        values.put("command", result.plan().command());
        values.put("data", result.data());
        values.put("seeds", result.plan().seeds().size());
        values.put("minutes", String.format(Locale.ROOT, "%.0f", result.seconds() / 60));
        values.put("complete", result.complete());
        values.put("notes", result.notes());
        values.put("arms", result.summary().stream().map(ExperimentPage::arm).toList());
        values.put("rounds", rounds(result));
        values.put("plots", plots);
        values.put("sheets", ContactSheet.of(folder, result));
        values.put("settings", settings(result));
        Path page = folder.resolve(FILE);
        new HtmlTemplate("experiment.html").write(page, values);
        return page;
    }

    private static Arm arm(ArmSummary arm) {
        @Nullable RoundSummary last =
                arm.rounds().isEmpty() ? null : arm.rounds().get(arm.rounds().size() - 1);
        return new Arm(
                arm.arm(),
                last == null ? NONE : number("%.0f", last.labels()),
                last == null ? NONE : spread(last.map50()),
                last == null ? NONE : spread(last.map50To95()),
                spread(arm.area()),
                number("%.2f", arm.timesRandom()),
                number("%.0f", arm.labelsForRandom()),
                number("%.0f", arm.labelsFor90()),
                number("%.0f", arm.labelsFor95()),
                number("%.2f", arm.timesSupervised()),
                arm.test() == null ? NONE : number("%+.3f", arm.test().meanDifference()),
                arm.test() == null ? NONE : number("%.3f", arm.test().pValue()),
                arm.test() == null
                        ? NONE
                        : arm.test().wins() + " of " + arm.test().n(),
                String.join(", ", arm.ranksLike()));
    }

    private static List<Round> rounds(ExperimentResult result) {
        List<Round> rows = new ArrayList<>();
        for (ArmSummary arm : result.summary()) {
            for (RoundSummary round : arm.rounds()) {
                rows.add(new Round(
                        arm.arm(),
                        round.round(),
                        number("%.0f", round.labels()),
                        number("%.0f", round.pseudoLabels()),
                        number("%.0f", round.epochs()),
                        spread(round.map50()),
                        spread(round.map50To95()),
                        spread(round.precision()),
                        spread(round.recall())));
            }
        }
        return rows;
    }

    private static List<Setting> settings(ExperimentResult result) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("base", result.plan().base()));
        settings.add(new Setting(
                "labels",
                "%d initial, %d rounds of %d"
                        .formatted(
                                result.plan().initial(),
                                result.plan().rounds(),
                                result.plan().batchSize())));
        settings.add(new Setting("seeds", result.plan().seeds().toString()));
        settings.add(new Setting("training", joined(result.plan().training())));
        settings.add(new Setting("choosing", joined(result.plan().settings())));
        settings.add(new Setting("curriculum", joined(result.plan().curriculum())));
        for (ArmResult arm : result.arms()) {
            if (!arm.settings().isEmpty()) {
                settings.add(new Setting(arm.name(), arm.settings()));
            }
        }
        return settings.stream().filter(setting -> !setting.value().isEmpty()).toList();
    }

    private static String joined(Map<String, Object> settings) {
        return String.join(
                ", ",
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toList());
    }

    private static String spread(@Nullable Spread spread) {
        if (spread == null) {
            return NONE;
        }
        return spread.n() > 1
                ? String.format(Locale.ROOT, "%.3f ± %.3f", spread.mean(), spread.sd())
                : number("%.3f", spread.mean());
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, format, value);
    }
}
