package io.nerest.experiments.plots;

import io.nerest.charts.PlotGrid;
import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.map.Layout;
import io.nerest.experiments.map.PoolEmbeddings;
import io.nerest.experiments.map.PrincipalComponents;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.RoundSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Draws an experiment into the folder {@code plots} beside its {@code experiment.json}. */
public final class ExperimentPlots {
    /** Most frames on a map, which bounds its time and memory. */
    static final int MOST_ON_A_MAP = 5000;

    private static final long MAP_SEED = 0;
    /** Height of a line of a legend, in pixels. */
    private static final int LEGEND_LINE = 26;

    private static final String LABELS =
            "The line is the mean over seeds, its band one standard deviation to either side. A diamond is an arm of one round:"
                    + " the whole budget at once. The dashed line is what all labels give. An arm that requests no more labels"
                    + " labels stays above its initial ones.";
    private static final String EPOCHS =
            "The trainings of an arm's rounds one after the other, and the one training of fixed and full: a point for each epoch"
                    + " that was validated. Without +warm each round starts from the base, so that a line falls where a round"
                    + " begins. With --validate=last only the last epoch of each training is validated.";

    private static final List<String> LOSSES = List.of(
            "train/box_loss", "train/cls_loss", "train/dfl_loss", "val/box_loss", "val/cls_loss", "val/dfl_loss");

    private final Path folder;
    private final Path plots;
    private final ExperimentResult result;
    private final Drawings drawings = new Drawings();

    private ExperimentPlots(Path folder, ExperimentResult result) {
        this.folder = folder;
        this.plots = folder.resolve("plots");
        this.result = result;
    }

    /**
     * Draws all plots that the result has data for. An experiment that was interrupted, or has no embeddings, gets fewer.
     *
     * @param folder of the experiment, with its training runs
     */
    public static Drawings draw(Path folder, ExperimentResult result) {
        ExperimentPlots plots = new ExperimentPlots(folder, result);
        plots.curves();
        plots.epochs();
        plots.overlap();
        plots.maps();
        return plots.drawings;
    }

    private void curves() {
        LearningCurves curves = new LearningCurves(result, new RunCurves(folder));
        alone(() -> curves.byLabels("mAP50", RoundSummary::map50), "map50-by-labels", "mAP50 by labels", LABELS);
        alone(
                () -> curves.byLabels("mAP50-95", RoundSummary::map50To95),
                "map50-95-by-labels",
                "mAP50-95 by labels",
                LABELS);
        alone(
                () -> curves.byEpochs("mAP50", RoundSummary::map50, TrainingCurves.MAP50),
                "map50-by-epochs",
                "mAP50 by epochs",
                EPOCHS);
        alone(
                () -> curves.byEpochs("mAP50-95", RoundSummary::map50To95, TrainingCurves.MAP50_95),
                "map50-95-by-epochs",
                "mAP50-95 by epochs",
                EPOCHS);
        grid(
                () -> List.of(
                        curves.byLabels("precision", RoundSummary::precision),
                        curves.byLabels("recall", RoundSummary::recall)),
                2,
                "precision-recall",
                "Precision and recall by labels",
                "At the confidence of the best F1, at IoU 0.5.");
        grid(() -> losses(curves), 3, "losses", "Losses of the last round", "Mean over seeds, epoch by epoch.");
    }

    private void epochs() {
        RunCurves runs = new RunCurves(folder);
        LearningCurves curves = new LearningCurves(result, runs);
        grid(
                () -> LOSSES.stream()
                        .map(column -> curves.lossByEpochs(column.replace('/', ' '), column))
                        .toList(),
                3,
                "losses-by-epochs",
                "Losses by epochs",
                "Mean over seeds, over all epochs of all rounds.");
        drawings.attempt(folder.resolve(EpochTable.FILE), file -> {
            new EpochTable(runs).write(file, result);
            return Optional.empty();
        });
    }

    private static List<BandChart> losses(LearningCurves curves) {
        List<BandChart> losses = new ArrayList<>();
        for (String column : LOSSES) {
            losses.add(curves.loss(column.replace('/', ' '), column));
        }
        return losses;
    }

    private void alone(Supplier<BandChart> chart, String name, String title, String caption) {
        grid(() -> List.of(chart.get()), 1, name, title, caption);
    }

    private void grid(Supplier<List<BandChart>> made, int columns, String name, String title, String caption) {
        attempt(name, file -> {
            List<BandChart> charts = made.get();
            if (charts.stream().allMatch(BandChart::isEmpty)) {
                return Optional.empty();
            }
            int legend = LEGEND_LINE
                    * charts.stream().mapToInt(BandChart::entries).max().orElse(0);
            PlotGrid grid = switch (columns) {
                case 1 -> new PlotGrid(1, 900, 460 + legend);
                case 2 -> new PlotGrid(2, 640, 380 + legend);
                default -> new PlotGrid(columns, 430, 280 + legend);
            };
            charts.forEach(grid::add);
            return written(grid, file, title, caption);
        });
    }

    private void overlap() {
        attempt("overlap", file -> {
            Overlap overlap = Overlap.of(result.arms(), result.data().pool());
            if (overlap.arms().size() < 2) {
                return Optional.empty();
            }
            int side = 340 + 60 * Math.min(16, overlap.arms().size());
            return written(
                    new PlotGrid(1, side + 200, side).add(new OverlapPlot(overlap)),
                    file,
                    "Overlap of the strategies",
                    "Frames that both arms of a pair selected over frames that either selected, all rounds after the initial one,"
                            + " mean over seeds: 1 is the same selection.");
        });
    }

    private void maps() {
        List<ArmResult> choosing = result.arms().stream()
                .filter(arm -> arm.kind() != ArmKind.FULL && !arm.seeds().isEmpty())
                .filter(arm -> picks(arm).stream().skip(1).anyMatch(round -> !round.isEmpty()))
                .toList();
        if (!Files.isRegularFile(folder.resolve(EmbeddingsFile.NAME)) || choosing.isEmpty()) {
            return;
        }
        map(choosing, "PCA", PrincipalComponents::pca, "along the two directions in which they differ most.");
        map(
                choosing,
                "UMAP",
                embeddings -> PrincipalComponents.umap(embeddings, MAP_SEED),
                "by UMAP, which keeps neighbours together; distances between groups mean nothing.");
    }

    private void map(List<ArmResult> arms, String method, Function<PoolEmbeddings, Layout> projection, String how) {
        attempt("map-" + method.toLowerCase(Locale.ROOT), file -> {
            PoolEmbeddings embeddings = embeddings(arms);
            if (embeddings.size() < PrincipalComponents.FEWEST) {
                return Optional.empty();
            }
            Layout layout = projection.apply(embeddings);
            PlotGrid grid = new PlotGrid(Math.min(2, arms.size()), 560, 400);
            for (ArmResult arm : arms) {
                grid.add(new MapPlot(title(arm), layout, picks(arm)));
            }
            String shown = embeddings.size() == embeddings.of()
                    ? "All %d frames of the pool".formatted(embeddings.of())
                    : "%d of the pool's %d frames, all selected ones among them,"
                            .formatted(embeddings.size(), embeddings.of());
            return written(
                    grid,
                    file,
                    "Frames selected by each arm: " + method,
                    shown + " " + how + " Embeddings by the first seed's initial model; selections of that seed.");
        });
    }

    private PoolEmbeddings embeddings(List<ArmResult> arms) throws IOException {
        Set<String> wanted = new HashSet<>();
        arms.forEach(arm -> picks(arm).forEach(wanted::addAll));
        return EmbeddingsFile.sample(folder.resolve(EmbeddingsFile.NAME), wanted, MOST_ON_A_MAP, MAP_SEED);
    }

    private static String title(ArmResult arm) {
        return arm.kind() == ArmKind.CURRICULUM ? arm.name() + ": pseudo-labelled" : arm.name();
    }

    /** The frames that the arm's first seed selected or pseudo-labelled by round, the initial set at 0. */
    private static List<List<String>> picks(ArmResult arm) {
        List<List<String>> rounds = new ArrayList<>();
        rounds.add(List.of());
        for (RoundResult round : arm.seeds().get(0).rounds()) {
            boolean bySelf = arm.kind() == ArmKind.CURRICULUM && round.round() > 0;
            List<String> frames = (bySelf ? round.pseudoLabelled() : round.chosen())
                    .stream().map(ChosenFrame::frame).toList();
            if (round.round() == 0) {
                rounds.set(0, frames);
            } else {
                rounds.add(frames);
            }
        }
        return rounds;
    }

    private void attempt(String name, Drawings.Attempt attempt) {
        drawings.attempt(plots.resolve(name + ".png"), attempt);
    }

    private static Optional<Drawing> written(PlotGrid grid, Path file, String title, String caption)
            throws IOException {
        grid.write(file);
        return Optional.of(new Drawing(file, title, caption));
    }
}
