package io.nerest.experiments.offline;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.RoundMetrics;
import io.nerest.experiments.run.ArmRounds;
import io.nerest.experiments.run.Choice;
import io.nerest.experiments.run.PoolScoring;
import io.nerest.experiments.run.TrainingRecord;
import io.nerest.formats.AnnotationFormat;
import io.nerest.selection.round.StopConditions.TrainedRound;
import io.nerest.system.AtomicFile;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReport;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A campaign without services. Round 0 trains on the annotators' labels alone; every later round selects from the frames
 * without labels by the same {@link io.nerest.selection.round.RoundPolicy} as the selector service, pseudo-labels or requests labels, and
 * trains again from the base weights or those of the round before. Everything finished is on disk, so that the same command resumes.
 */
final class OfflineCampaign {
    private final OfflineConfig config;
    private final OfflineData data;
    private final CampaignFolder folder;
    private final Consumer<String> out;
    private final PoolScoring scoring;
    private final Map<String, PoolFrame> pool = new HashMap<>();
    private final Map<String, DatasetItem> labels = new LinkedHashMap<>();
    private final Map<String, Choice.PseudoLabel> pseudo = new TreeMap<>();

    OfflineCampaign(OfflineConfig config, OfflineData data, Consumer<String> out) throws IOException {
        this.config = config;
        this.data = data;
        this.folder = new CampaignFolder(config.out().toAbsolutePath().normalize());
        this.out = out;
        this.scoring = new PoolScoring(config.imgsz(), config.device());
        folder.open(config);
        data.pool().forEach(frame -> pool.put(frame.name(), frame));
        data.labelled().forEach(frame -> labels.put(frame.name(), frame.item()));
    }

    /**
     * A round that was trained.
     *
     * @param labels frames with annotators' labels
     * @param pseudoLabels frames with pseudo-labels
     */
    record Round(int number, int labels, int pseudoLabels, TrainingRecord training) {}

    /**
     * How a run ended.
     *
     * @param rounds that are trained
     * @param waitingFor the folder to label; empty if the campaign is finished
     */
    record Result(List<Round> rounds, Optional<Path> waitingFor) {

        /** The round with the highest mAP50 on the validation images; of equals the first. */
        Round best() {
            return rounds.stream()
                    .reduce((a, b) -> b.training().metrics().map50()
                                    > a.training().metrics().map50()
                            ? b
                            : a)
                    .orElseThrow();
        }
    }

    /** Runs the rounds that are left. */
    Result run() throws IOException, InterruptedException {
        TrainingFolder.write(folder.path().resolve("val"), entries(data.validation()));
        List<PoolFrame> frames = new ArrayList<>(data.pool());
        frames.addAll(data.labelled());
        ArmRounds rounds = new ArmRounds(config.roundSettings(), frames, scoring);
        rounds.label(labels.keySet());
        List<Round> trained = new ArrayList<>();
        List<Path> weights = new ArrayList<>();
        for (int round = 0; round <= config.rounds(); round++) {
            Optional<Choice> choice = Optional.empty();
            if (round > 0) {
                choice = Optional.of(choice(round, rounds, weights));
                if (!label(round, choice.get())) {
                    return new Result(trained, Optional.of(folder.batch(round)));
                }
                rounds.record(choice.get());
                if (choice.get().chosen().isEmpty()
                        && choice.get().pseudoLabelled().isEmpty()) {
                    out.accept("round %d: no frame was selected%s".formatted(round, note(choice.get())));
                    if (unlabelled() == 0) {
                        out.accept("no frame without a label is left");
                        break;
                    }
                }
                pseudoLabel(round, choice.get(), rounds.keepsPseudoLabels());
            }
            TrainingRecord record = train(round, config.startFrom().of(config.base(), paths(weights)), epochs(trained));
            weights.add(folder.best(round));
            trained.add(new Round(round, labels.size(), pseudo.size(), record));
            report(trained.get(trained.size() - 1), choice);
            writeResults(trained);
            Optional<String> stop = config.stop().reason(results(trained));
            if (stop.isPresent()) {
                out.accept("stopped early: " + stop.get());
                break;
            }
        }
        Result result = new Result(trained, Optional.empty());
        Files.copy(
                folder.best(result.best().number()),
                folder.path().resolve("best.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        return result;
    }

    /** The epochs of the next training, within the cap over all rounds. */
    private int epochs(List<Round> trained) {
        int wanted = TrainingArguments.parse(config.training()).optimization().epochs();
        return config.stop().epochsOfNext(results(trained), wanted);
    }

    private static List<TrainedRound> results(List<Round> trained) {
        return trained.stream()
                .map(done -> new TrainedRound(
                        done.training().epochs(),
                        done.labels(),
                        done.training().metrics().map50()))
                .toList();
    }

    private static List<String> paths(List<Path> weights) {
        return weights.stream().map(Path::toString).toList();
    }

    private Choice choice(int round, ArmRounds rounds, List<Path> weights) throws IOException, InterruptedException {
        Optional<Choice> kept = folder.choice(round);
        if (kept.isPresent()) {
            return kept.get();
        }
        out.accept("round %d: scoring %d frames".formatted(round, unlabelled()));
        Choice selected = rounds.select(round, weights);
        folder.keep(round, selected);
        return selected;
    }

    private int unlabelled() {
        return (int)
                pool.keySet().stream().filter(name -> !labels.containsKey(name)).count();
    }

    /** Writes the batch and reads its labels; false if some are missing. */
    private boolean label(int round, Choice choice) throws IOException, InterruptedException {
        if (choice.chosen().isEmpty()) {
            return true;
        }
        List<PoolFrame> chosen =
                choice.chosen().stream().map(frame -> frame(frame.frame())).toList();
        LabelBatch batch = new LabelBatch(folder.batch(round), data.classNames(), chosen);
        if (!Files.isRegularFile(folder.batch(round).resolve("README.txt"))) {
            batch.write(
                    choice.chosen(),
                    suggestions(round, chosen),
                    AnnotationFormat.valueOf(
                            config.suggestionFormat().toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        Map<String, DatasetItem> returned = batch.labels();
        List<String> missing = choice.chosen().stream()
                .map(ChosenFrame::frame)
                .filter(name -> !returned.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            out.accept(
                    "round %d: %d of %d frames are labelled; label the others in %s (see README.txt) and run the same command again"
                            .formatted(round, returned.size(), chosen.size(), folder.batch(round)));
            return false;
        }
        labels.putAll(returned);
        returned.keySet().forEach(pseudo::remove);
        return true;
    }

    /** What the newest model detects on frames of a batch, from the confidence on at which boxes become labels. */
    private Map<String, List<ScoredBox>> suggestions(int round, List<PoolFrame> chosen)
            throws IOException, InterruptedException {
        Map<String, List<ScoredBox>> suggestions = new HashMap<>();
        double least = config.predictions().conf();
        for (PoolScoring.PoolScore score : scoring.score(folder.best(round - 1), chosen)) {
            suggestions.put(
                    score.frame().name(),
                    score.boxes().stream()
                            .filter(box -> box.confidence() >= least && box.w() > 0 && box.h() > 0)
                            .toList());
        }
        return suggestions;
    }

    /** Takes the round's pseudo-labels and writes them in YOLO's format with a table of reasons. */
    private void pseudoLabel(int round, Choice choice, boolean keeps) throws IOException {
        if (!keeps) {
            pseudo.clear();
        }
        StringBuilder table = new StringBuilder("frame,score,boxes,reason\n");
        for (Choice.PseudoLabel label : choice.pseudoLabelled()) {
            String name = label.frame().frame();
            if (!labels.containsKey(name)) {
                pseudo.put(name, label);
                table.append(String.format(
                        Locale.ROOT,
                        "\"%s\",%s,%d,\"%s\"%n",
                        name.replace("\"", "\"\""),
                        label.frame().score(),
                        label.boxes().size(),
                        label.frame().reason().replace("\"", "\"\"")));
                AtomicFile.write(
                        folder.pseudoLabels(round)
                                .resolve("labels/" + io.nerest.formats.model.AnnotatedImage.stem(name) + ".txt"),
                        TrainingFolder.lines(
                                label.boxes().stream().map(ScoredBox::toLabel).toList()));
            }
        }
        if (!choice.pseudoLabelled().isEmpty()) {
            AtomicFile.write(folder.pseudoLabels(round).resolve("pseudo_labels.csv"), table.toString());
        }
    }

    private PoolFrame frame(String name) {
        PoolFrame frame = pool.get(name);
        if (frame == null) {
            throw new IllegalArgumentException("frame " + name + " was selected in an earlier run, but is no longer in "
                    + config.unlabelled() + "; put it back, or start in another folder");
        }
        return frame;
    }

    private List<DatasetItem> trainingItems() {
        List<DatasetItem> items = new ArrayList<>(labels.values());
        pseudo.forEach((name, label) -> {
            items.add(label.item(frame(name)));
        });
        items.sort((a, b) -> a.image().compareTo(b.image()));
        return items;
    }

    private TrainingRecord train(int round, String start, int epochs) throws IOException, InterruptedException {
        Optional<TrainingRecord> there = folder.training(round);
        if (there.isPresent()) {
            return there.get();
        }
        List<DatasetItem> items = trainingItems();
        TrainingFolder.write(folder.iteration(round), entries(items));
        TrainingFolder.describe(
                folder.dataYaml(round),
                folder.iteration(round).resolve("images"),
                folder.path().resolve("val/images"),
                data.classNames());
        out.accept("round %d: training on %d labelled and %d pseudo-labelled frames"
                .formatted(round, labels.size(), pseudo.size()));
        TrainingResult result = new Trainer()
                .train(
                        TrainingArguments.parse(arguments(round, start, epochs)),
                        dataset(round, items),
                        progress(round));
        TrainingRecord record = TrainingRecord.of(result, "of round " + round);
        folder.keep(round, record);
        return record;
    }

    /** A line for each epoch, with the time left of the training. */
    private TrainingListener progress(int round) {
        return new TrainingListener() {
            @Override
            public void epochDone(EpochReport report) {
                double left = report.seconds() / report.epoch() * (report.epochs() - report.epoch());
                out.accept("round %d: epoch %d of %d, %s left of this training"
                        .formatted(round, report.epoch(), report.epochs(), ProgressDisplay.time(left)));
            }
        };
    }

    /** An interrupted training is resumed. */
    private Map<String, String> arguments(int round, String start, int epochs) {
        Map<String, String> arguments = new LinkedHashMap<>(config.training());
        arguments.put("model", start);
        arguments.put("epochs", String.valueOf(epochs));
        arguments.putIfAbsent("seed", String.valueOf(config.seed()));
        arguments.putIfAbsent("plots", "false");
        arguments.put("data", folder.dataYaml(round).toString());
        arguments.put("project", folder.path().toString());
        arguments.put("name", "iter_" + round);
        arguments.put("exist_ok", "true");
        Path run = folder.iteration(round);
        if (Files.isRegularFile(run.resolve("weights/resume.safetensors"))) {
            arguments.put("resume", run.toString());
        }
        return arguments;
    }

    private Dataset dataset(int round, List<DatasetItem> items) {
        DatasetReport report = new DatasetReport(
                folder.dataYaml(round).toString(),
                List.of(),
                Map.of("train", split(items), "val", split(data.validation())),
                Map.of());
        return new Dataset(data.classNames(), items, data.validation(), report);
    }

    private DatasetReport.Split split(List<DatasetItem> items) {
        Map<String, Integer> objects = new TreeMap<>();
        items.forEach(item ->
                item.labels().forEach(label -> objects.merge(data.classNames().get(label.classId()), 1, Integer::sum)));
        return new DatasetReport.Split(
                items.size(),
                (int) items.stream().filter(item -> item.labels().isEmpty()).count(),
                objects);
    }

    private static List<TrainingFolder.Entry> entries(List<DatasetItem> items) {
        return items.stream()
                .map(item ->
                        new TrainingFolder.Entry(String.valueOf(item.image().getFileName()), item))
                .toList();
    }

    private void report(Round round, Optional<Choice> choice) {
        RoundMetrics metrics = round.training().metrics();
        out.accept(String.format(
                Locale.ROOT,
                "round %d: %d labels, %d pseudo-labels: mAP50 %.3f, mAP50-95 %.3f, precision %.3f, recall %.3f, F1 %.3f (%d epochs, %.0f s)%s",
                round.number(),
                round.labels(),
                round.pseudoLabels(),
                metrics.map50(),
                metrics.map50To95(),
                metrics.precision(),
                metrics.recall(),
                metrics.f1(),
                round.training().epochs(),
                round.training().seconds(),
                choice.map(OfflineCampaign::note).orElse("")));
        out.accept("Remaining unlabelled images: " + (unlabelled() - pseudo.size()));
    }

    private static String note(Choice choice) {
        return choice.note().isEmpty() ? "" : ". " + choice.note();
    }

    private void writeResults(List<Round> rounds) throws IOException {
        StringBuilder table =
                new StringBuilder("round,labels,pseudo_labels,mAP50,mAP50-95,precision,recall,epochs,seconds,F1\n");
        for (Round round : rounds) {
            RoundMetrics metrics = round.training().metrics();
            table.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.5f,%.5f,%.5f,%.5f,%d,%.1f,%.5f%n",
                    round.number(),
                    round.labels(),
                    round.pseudoLabels(),
                    metrics.map50(),
                    metrics.map50To95(),
                    metrics.precision(),
                    metrics.recall(),
                    round.training().epochs(),
                    round.training().seconds(),
                    metrics.f1()));
        }
        AtomicFile.write(folder.path().resolve("results.csv"), table.toString());
    }

    CampaignFolder folder() {
        return folder;
    }
}
