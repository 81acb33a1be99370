package io.nerest.experiments.run;

import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.data.ExperimentData;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import io.nerest.selection.round.StopConditions.TrainedRound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs an experiment, seed by seed, so that an interrupted run is a comparison already. Finished work is stored and never
 * repeated.
 */
public final class ExperimentRunner {
    private final ExperimentPlan plan;
    private final ExperimentData data;
    private final ExperimentFolder folder;
    private final Progress progress;
    private final Map<String, PoolFrame> pool = new LinkedHashMap<>();
    private final PoolScoring scoring;
    private final Trainings trainings;
    private final Set<String> counted = new HashSet<>();

    /**
     * Prepares a run, or the rest of an interrupted one.
     *
     * @throws IllegalArgumentException if the pool is smaller than the budget of labels, or the folder holds an experiment
     *     with other settings
     */
    public ExperimentRunner(ExperimentPlan plan, ExperimentData data, Path folder, Progress progress)
            throws IOException {
        this.plan = plan;
        this.data = data;
        this.folder = new ExperimentFolder(folder);
        this.progress = progress;
        if (plan.budget() > data.pool().size()) {
            throw new IllegalArgumentException(
                    "--initial=%d and %d rounds of --batch-size=%d request %d labels, but the pool has %d frames"
                            .formatted(
                                    plan.initial(),
                                    plan.rounds(),
                                    plan.batchSize(),
                                    plan.budget(),
                                    data.pool().size()));
        }
        this.folder.open(plan.fixedPart(data.source()));
        data.pool().forEach(frame -> pool.put(frame.name(), frame));
        this.scoring = new PoolScoring(
                Integer.parseInt(plan.training().getOrDefault("imgsz", "640")),
                plan.training().getOrDefault("device", "cpu"));
        this.trainings = new Trainings(plan, data, this.folder, progress);
    }

    /** Receives the results of all arms so far, after each seed. */
    public interface Listener {
        void seedDone(List<ArmResult> arms, boolean complete) throws IOException;
    }

    /** Runs all arms, except for what is finished. */
    public void run(Listener listener) throws IOException, InterruptedException {
        progress.planned(trainingsPlanned(), imagesPlanned());
        Map<Arm, List<SeedResult>> results = new LinkedHashMap<>();
        for (int i = 0; i < plan.seeds().size(); i++) {
            long seed = plan.seeds().get(i);
            for (Arm arm : plan.arms()) {
                if (plan.seedsOf(arm).contains(seed)) {
                    results.computeIfAbsent(arm, key -> new ArrayList<>()).add(new SeedResult(seed, rounds(arm, seed)));
                }
            }
            List<ArmResult> arms = new ArrayList<>();
            results.forEach((arm, seeds) -> arms.add(new ArmResult(arm.name(), arm.kind(), arm.settings(), seeds)));
            listener.seedDone(arms, i == plan.seeds().size() - 1);
        }
    }

    private List<RoundResult> rounds(Arm arm, long seed) throws IOException, InterruptedException {
        List<RoundResult> rounds = new ArrayList<>();
        LabelledSet labelled = new LabelledSet(pool);
        List<Path> weights = new ArrayList<>();
        ArmRounds selections = new ArmRounds(plan.roundSettings(arm, seed, pool.size()), data.pool(), scoring);
        List<TrainedRound> trainedRounds = new ArrayList<>();
        Optional<String> stopped = Optional.empty();
        int epochs = 0;
        for (int round = 0; stopped.isEmpty() && round <= (arm.isOneRound() ? 0 : plan.rounds()); round++) {
            progress.doing("seed %d, %s, round %d".formatted(seed, arm.name(), round));
            Choice choice = choice(arm, seed, round, selections, weights);
            selections.record(choice);
            labelled.add(choice, selections.keepsPseudoLabels());
            Optional<Path> start = arm.warm() && round > 0 ? Optional.of(weights.get(round - 1)) : Optional.empty();
            int frames = labelled.labels() + labelled.pseudoLabels();
            int epochsAtMost = arm.isOneRound()
                    ? plan.epochsFor(frames)
                    : plan.stop().epochsOfNext(trainedRounds, plan.epochsFor(frames));
            Trainings.Trained trained = trainings.train(seed, labelled, start, epochsAtMost);
            progress.remaining(pool.size() - frames);
            weights.add(trainings.best(trained.id()));
            if (round == 0 && arm.kind() == ArmKind.ACTIVE) {
                writeEmbeddings(trained.id());
            }
            epochs += trained.record().epochs();
            trainedRounds.add(new TrainedRound(
                    trained.record().epochs(),
                    labelled.labels(),
                    trained.record().metrics().map50()));
            stopped = arm.isOneRound() ? Optional.empty() : plan.stop().reason(trainedRounds);
            boolean first = counted.add(trained.id());
            rounds.add(new RoundResult(
                    arm.isOneRound() ? plan.rounds() : round,
                    labelled.labels(),
                    labelled.pseudoLabels(),
                    epochs,
                    trained.record().metrics(),
                    trained.record().bestEpoch(),
                    folder.path().relativize(folder.run(trained.id())).toString(),
                    choice.chosen(),
                    choice.pseudoLabelled().stream()
                            .map(Choice.PseudoLabel::frame)
                            .toList(),
                    note(choice, stopped),
                    first ? trained.record().seconds() : 0,
                    choice.seconds()));
        }
        return rounds;
    }

    private static String note(Choice choice, Optional<String> stopped) {
        return stopped.map(reason -> (choice.note().isEmpty() ? "" : choice.note() + ". ") + "Stopped early: " + reason)
                .orElse(choice.note());
    }

    private Choice choice(Arm arm, long seed, int round, ArmRounds selections, List<Path> weights)
            throws IOException, InterruptedException {
        String set = arm.startsWithBudget() ? "-" + plan.budget() : "";
        var kept = folder.choice(arm, set, seed, round);
        if (kept.isPresent()) {
            return kept.get();
        }
        Choice selected = selections.select(round, weights);
        folder.keep(arm, set, seed, round, selected);
        return selected;
    }

    /** Writes the embeddings of the pool by the first initial model, for a map of the selected frames. */
    private void writeEmbeddings(String id) throws IOException, InterruptedException {
        if (Files.exists(folder.embeddings())) {
            return;
        }
        EmbeddingsFile.write(
                folder.embeddings(),
                scoring.score(trainings.best(id), data.pool()).stream()
                        .map(score -> new EmbeddingsFile.Embedding(score.frame().name(), score.embedding()))
                        .toList());
    }

    private int trainingsPlanned() {
        return plan.arms().stream()
                .mapToInt(arm -> plan.seedsOf(arm).size() * (arm.isOneRound() ? 1 : plan.rounds() + 1))
                .sum();
    }

    /** Estimates the images of all epochs; pseudo-labels as the curriculum's share of the frames with an object. */
    private double imagesPlanned() {
        double withObjects = data.pool().stream()
                .filter(frame -> !frame.item().labels().isEmpty())
                .count();
        double all = 0;
        for (Arm arm : plan.arms()) {
            double images = 0;
            for (int round = 0; round <= (arm.isOneRound() ? 0 : plan.rounds()); round++) {
                double labels = switch (arm.kind()) {
                    case FULL -> data.pool().size();
                    case FIXED, CURRICULUM -> plan.budget();
                    case ACTIVE, ACTIVE_CURRICULUM -> plan.initial() + round * plan.batchSize();
                };
                double pseudo = arm.hasCurriculum() && round > 0
                        ? Math.min(plan.curriculum().limit(round), withObjects)
                                * (1 - plan.curriculum().percentile(round) / 100)
                        : 0;
                images += (labels + pseudo) * plan.epochsFor((int) (labels + pseudo));
            }
            all += images * plan.seedsOf(arm).size();
        }
        return all;
    }
}
