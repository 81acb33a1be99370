package io.nerest.experiments.page;

import io.nerest.experiments.plots.Drawing;
import io.nerest.experiments.plots.Drawings;
import io.nerest.experiments.plots.ExperimentPlots;
import io.nerest.experiments.plots.NotDrawn;
import io.nerest.experiments.report.Figures;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code report.html} of an experiment: figures, plots, the selected frames, and the settings to repeat it with. */
public final class ExperimentPage {
    public static final String FILE = "report.html";

    private static final Figures FIGURES = new Figures("–");

    private ExperimentPage() {}

    /** A plot of the page. */
    public record Plot(String title, String caption, String image) {}

    /** A setting by its name. */
    public record SettingRow(String name, String value) {}

    /** A row of the table of arms. */
    public record Arm(List<String> cells, String ranksLike) {}

    /**
     * Draws the experiment's plots and writes its page. The page shows the plots that could be drawn.
     *
     * @param folder of the experiment
     * @return the files that could not be drawn, the page itself included
     */
    public static List<NotDrawn> write(Path folder, ExperimentResult result) {
        Drawings drawings = ExperimentPlots.draw(folder, result);
        drawings.attempt(folder.resolve(FILE), page -> {
            write(page, folder, result, drawings.drawn());
            return Optional.empty();
        });
        return drawings.failed();
    }

    private static void write(Path page, Path folder, ExperimentResult result, List<Drawing> drawings)
            throws IOException {
        List<Plot> plots = new ArrayList<>();
        for (Drawing drawing : drawings) {
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
        values.put("rounds", FIGURES.rounds(result));
        values.put("plots", plots);
        values.put("sheets", FrameGallery.of(folder, result));
        values.put("settings", settings(result));
        new HtmlTemplate("experiment.html").write(page, values);
    }

    private static Arm arm(ArmSummary arm) {
        Optional<RoundSummary> last = Figures.last(arm);
        List<String> cells = new ArrayList<>(List.of(
                arm.arm(),
                FIGURES.number("%.0f", last.map(RoundSummary::labels).orElse(null)),
                FIGURES.spread(last.map(RoundSummary::map50).orElse(null)),
                FIGURES.spread(last.map(RoundSummary::map50To95).orElse(null)),
                FIGURES.spread(last.map(RoundSummary::streamMap50).orElse(null)),
                FIGURES.spread(arm.area())));
        cells.addAll(FIGURES.comparison(arm));
        return new Arm(cells, String.join(", ", arm.ranksLike()));
    }

    private static List<SettingRow> settings(ExperimentResult result) {
        List<SettingRow> settings = new ArrayList<>();
        settings.add(new SettingRow("base", result.plan().base()));
        settings.add(new SettingRow(
                "labels",
                "%d initial, %d rounds of %d"
                        .formatted(
                                result.plan().initial(),
                                result.plan().rounds(),
                                result.plan().batchSize())));
        settings.add(new SettingRow("seeds", result.plan().seeds().toString()));
        settings.add(new SettingRow("training", joined(result.plan().training())));
        settings.add(new SettingRow("choosing", joined(result.plan().settings())));
        settings.add(new SettingRow("curriculum", joined(result.plan().curriculum())));
        for (ArmResult arm : result.arms()) {
            if (!arm.settings().isEmpty()) {
                settings.add(new SettingRow(arm.name(), arm.settings()));
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
}
