package io.nerest.experiments.run;

import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.data.ExperimentData;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import io.nerest.selection.Curriculum;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs an experiment, seed by seed, so that what is there when it is stopped is a comparison already. All that is done is
 * kept, and nothing is done twice.
 */
public final class ExperimentRunner {
    private final ExperimentPlan plan;
    private final ExperimentData data;
    private final ExperimentFolder folder;
    private final Progress progress;
    private final Map<String, PoolFrame> pool = new LinkedHashMap<>();
    private final PoolScoring scoring;
    private final RoundChooser chooser;
    private final Trainings trainings;
    private final Set<String> counted = new HashSet<>();

    /**
     * Prepares a run, or the next part of one.
     *
     * @throws IllegalArgumentException where the pool is smaller than the budget of labels, or the folder holds an
     *     experiment with other settings
     */
    public ExperimentRunner(ExperimentPlan plan, ExperimentData data, Path folder, Progress progress)
            throws IOException {
        this.plan = plan;
        this.data = data;
        this.folder = new ExperimentFolder(folder);
        this.progress = progress;
        if (plan.budget() > data.pool().size()) {
            throw new IllegalArgumentException(
                    "--initial=%d and %d rounds of --batch-size=%d ask for %d labels, but the pool has %d frames"
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
        this.chooser = new RoundChooser(plan, data.pool(), scoring);
        this.trainings = new Trainings(plan, data, this.folder, progress);
    }

    /** Hears what the arms have come to so far, after each seed. */
    public interface Listener {
        void seedDone(List<ArmResult> arms, boolean complete) throws IOException;
    }

    /** Runs what is left of all arms. */
    public void run(Listener listener) throws IOException, InterruptedException {
        progress.planned(trainingsPlanned(), picturesPlanned());
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
        List<Path> models = new ArrayList<>();
        boolean relabels = plan.curriculum().mode() == Curriculum.Mode.RELABEL;
        int epochs = 0;
        for (int round = 0; round <= (arm.isOneRound() ? 0 : plan.rounds()); round++) {
            progress.doing("seed %d, %s, round %d".formatted(seed, arm.name(), round));
            Choice choice = choice(arm, seed, round, labelled, models);
            labelled.add(choice, relabels);
            Trainings.Trained trained = trainings.train(seed, labelled);
            models.add(0, trainings.best(trained.id()));
            if (round == 0 && arm.kind() == ArmKind.ACTIVE) {
                writeEmbeddings(trained.id());
            }
            epochs += trained.record().epochs();
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
                    choice.note(),
                    first ? trained.record().seconds() : 0,
                    choice.seconds()));
        }
        return rounds;
    }

    private Choice choice(Arm arm, long seed, int round, LabelledSet labelled, List<Path> models)
            throws IOException, InterruptedException {
        String set = RoundChooser.beginsWithBudget(arm) ? "-" + plan.budget() : "";
        var kept = folder.choice(arm, set, seed, round);
        if (kept.isPresent()) {
            return kept.get();
        }
        Choice made = round > 0
                ? chooser.choose(arm, round, seed, labelled, models)
                : switch (arm.kind()) {
                    case FULL -> chooser.all();
                    case FIXED, CURRICULUM -> chooser.atRandom(plan.budget(), seed);
                    case ACTIVE, ACTIVE_CURRICULUM -> chooser.atRandom(plan.initial(), seed);
                };
        folder.keep(arm, set, seed, round, made);
        return made;
    }

    /** The pool as the first initial model sees it, for a map of what was picked. */
    private void writeEmbeddings(String id) throws IOException, InterruptedException {
        if (Files.exists(folder.embeddings())) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (PoolScoring.Seen seen : scoring.look(trainings.best(id), data.pool())) {
            StringBuilder line = new StringBuilder();
            if (lines.isEmpty()) {
                line.append("frame");
                for (int i = 0; i < seen.embedding().length; i++) {
                    line.append(",e").append(i);
                }
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(seen.frame().name());
            for (float value : seen.embedding()) {
                line.append(',').append(value);
            }
            lines.add(line.toString());
        }
        AtomicFile.write(folder.embeddings(), String.join("\n", lines) + "\n");
    }

    private int trainingsPlanned() {
        return plan.arms().stream()
                .mapToInt(arm -> plan.seedsOf(arm).size() * (arm.isOneRound() ? 1 : plan.rounds() + 1))
                .sum();
    }

    /** An estimate: of pseudo-labels, that the curriculum's share of the frames with an object is taken. */
    private double picturesPlanned() {
        double withObjects = data.pool().stream()
                .filter(frame -> !frame.item().labels().isEmpty())
                .count();
        double all = 0;
        for (Arm arm : plan.arms()) {
            double pictures = 0;
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
                pictures += (labels + pseudo) * plan.epochsFor((int) (labels + pseudo));
            }
            all += pictures * plan.seedsOf(arm).size();
        }
        return all;
    }
}
