package io.nerest.experiments.run;

import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.selection.Committee;
import io.nerest.selection.Curriculum;
import io.nerest.selection.CurriculumSelection;
import io.nerest.selection.LabelledFrame;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.PseudoLabels;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import io.nerest.selection.Strategy;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chooses what a round labels, with the selector's own library: the doubtful for people, the easy for the curriculum. */
final class RoundChooser {
    private static final long SEEDS_APART = 1_000_003;
    private static final float[] NO_EMBEDDING = {};

    private final ExperimentPlan plan;
    private final List<PoolFrame> pool;
    private final Map<UUID, PoolFrame> byId;
    private final PoolScoring scoring;

    RoundChooser(ExperimentPlan plan, List<PoolFrame> pool, PoolScoring scoring) {
        this.plan = plan;
        this.pool = pool;
        this.byId = pool.stream().collect(Collectors.toMap(PoolFrame::id, Function.identity()));
        this.scoring = scoring;
    }

    /** So many frames at random: of one seed, a smaller set is part of every larger one. */
    Choice atRandom(int count, long seed) {
        List<ScoredFrame> frames = pool.stream().map(RoundChooser::unseen).toList();
        SelectionResult selected = Selection.select(new SelectionRequest(
                new RandomChoice(), Strategies.RANDOM_DEFAULTS, count, frames, List.of(), seed * SEEDS_APART));
        return new Choice(chosen(selected), List.of(), String.join(" ", selected.notes()), 0);
    }

    /** All frames. */
    Choice all() {
        List<ChosenFrame> chosen = new ArrayList<>();
        for (PoolFrame frame : pool) {
            chosen.add(new ChosenFrame(
                    frame.name(), frame.item().stream(), chosen.size() + 1, 0, "all frames are labelled", Map.of()));
        }
        return new Choice(chosen, List.of(), "", 0);
    }

    /**
     * A round's choice.
     *
     * @param models weights of the rounds before, the newest first
     */
    Choice choose(Arm arm, int round, long seed, LabelledSet labelled, List<Path> models)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long roundSeed = seed * SEEDS_APART + round;
        List<PoolFrame> sample = sample(roundSeed, labelled.humanNames());
        boolean curriculum = arm.hasCurriculum();
        boolean looks = curriculum
                || arm.chooser().map(ConfiguredStrategy::needsScores).orElse(false);
        List<ScoredFrame> scored = looks
                ? scored(scoring.look(models.get(0), sample))
                : sample.stream().map(RoundChooser::unseen).toList();
        List<String> notes = new ArrayList<>();
        List<ChosenFrame> chosen = arm.chooser().isPresent()
                ? forPeople(arm.chooser().get(), roundSeed, labelled, models, sample, scored, notes)
                : List.of();
        List<Choice.PseudoLabel> pseudo =
                curriculum ? pseudoLabels(round, roundSeed, labelled, scored, chosen, notes) : List.of();
        return new Choice(chosen, pseudo, String.join(" ", notes), (System.nanoTime() - began) / 1e9);
    }

    /** The same frames for all arms of a seed and round, but for what each has labelled. */
    private List<PoolFrame> sample(long seed, Set<String> labelled) {
        List<PoolFrame> shuffled = new ArrayList<>(pool);
        if (plan.sampleSize() > 0) {
            Collections.shuffle(shuffled, new Random(seed));
        }
        return shuffled.stream()
                .filter(frame -> !labelled.contains(frame.name()))
                .limit(plan.sampleSize() > 0 ? plan.sampleSize() : Long.MAX_VALUE)
                .toList();
    }

    private List<ChosenFrame> forPeople(
            ConfiguredStrategy configured,
            long seed,
            LabelledSet labelled,
            List<Path> models,
            List<PoolFrame> sample,
            List<ScoredFrame> scored,
            List<String> notes)
            throws IOException, InterruptedException {
        Strategy strategy = configured.strategy();
        SharedSettings settings = configured.settings();
        List<ScoredFrame> candidates = scored;
        Optional<Committee> committee = strategy.committee();
        if (committee.isPresent()) {
            int members = Math.min(committee.get().members(), models.size());
            if (members < 2) {
                notes.add("there is one model yet, and a committee of one cannot disagree: drawn at random.");
                strategy = new RandomChoice();
            } else {
                candidates = withCommittee(scored, models.subList(1, members), sample);
            }
        }
        SelectionResult selected = Selection.select(new SelectionRequest(
                strategy, settings, plan.batchSize(), candidates, references(configured, labelled, models), seed));
        notes.addAll(selected.notes());
        return chosen(selected);
    }

    private List<ScoredFrame> withCommittee(List<ScoredFrame> scored, List<Path> others, List<PoolFrame> sample)
            throws IOException, InterruptedException {
        List<List<PoolScoring.Seen>> seen = new ArrayList<>();
        for (Path other : others) {
            seen.add(scoring.look(other, sample));
        }
        List<ScoredFrame> joined = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            int index = i;
            List<List<ScoredBox>> committee =
                    seen.stream().map(member -> member.get(index).boxes()).toList();
            ScoredFrame frame = scored.get(i);
            joined.add(new ScoredFrame(
                    frame.frameId(),
                    frame.streamId(),
                    frame.capturedAt(),
                    frame.boxes(),
                    frame.embedding(),
                    committee));
        }
        return joined;
    }

    private List<LabelledFrame> references(ConfiguredStrategy configured, LabelledSet labelled, List<Path> models)
            throws IOException, InterruptedException {
        if (!configured.needsReferences()) {
            return List.of();
        }
        return scoring.look(models.get(0), labelled.human()).stream()
                .map(seen -> new LabelledFrame(
                        seen.frame().id(),
                        seen.frame().item().stream(),
                        seen.frame().capturedAt(),
                        seen.embedding()))
                .toList();
    }

    private List<Choice.PseudoLabel> pseudoLabels(
            int round,
            long seed,
            LabelledSet labelled,
            List<ScoredFrame> scored,
            List<ChosenFrame> chosen,
            List<String> notes) {
        Curriculum curriculum = plan.curriculum();
        Set<String> taken = new HashSet<>();
        chosen.forEach(frame -> taken.add(frame.frame()));
        if (curriculum.mode() == Curriculum.Mode.ACCUMULATE) {
            taken.addAll(labelled.pseudoNames());
        }
        PseudoLabels labels = CurriculumSelection.select(
                curriculum,
                round,
                plan.minConfidence(),
                scored.stream()
                        .filter(frame -> !taken.contains(name(frame.frameId())))
                        .toList(),
                seed);
        if (labels.frames().isEmpty()) {
            notes.add("the curriculum took no frame at percentile " + labels.percentile() + ".");
        }
        return labels.frames().stream()
                .map(label -> new Choice.PseudoLabel(
                        new ChosenFrame(
                                name(label.frameId()),
                                frame(label.frameId()).item().stream(),
                                label.rank(),
                                label.score(),
                                label.reason(),
                                Map.of()),
                        label.boxes(),
                        label.ignored()))
                .toList();
    }

    private List<ChosenFrame> chosen(SelectionResult selected) {
        return selected.frames().stream().map(this::chosen).toList();
    }

    private ChosenFrame chosen(SelectedFrame pick) {
        return new ChosenFrame(
                name(pick.frameId()),
                frame(pick.frameId()).item().stream(),
                pick.rank(),
                pick.score(),
                pick.reason(),
                pick.parts());
    }

    private static List<ScoredFrame> scored(List<PoolScoring.Seen> seen) {
        return seen.stream()
                .map(one -> new ScoredFrame(
                        one.frame().id(),
                        one.frame().item().stream(),
                        one.frame().capturedAt(),
                        one.boxes(),
                        one.embedding()))
                .toList();
    }

    private static ScoredFrame unseen(PoolFrame frame) {
        return new ScoredFrame(frame.id(), frame.item().stream(), frame.capturedAt(), List.of(), NO_EMBEDDING);
    }

    private String name(UUID id) {
        return frame(id).name();
    }

    private PoolFrame frame(UUID id) {
        PoolFrame frame = byId.get(id);
        if (frame == null) {
            throw new IllegalStateException("frame " + id + " is not of this pool");
        }
        return frame;
    }

    /** Whether an arm begins with the whole budget of labels, drawn at random. */
    static boolean beginsWithBudget(Arm arm) {
        return arm.kind() == ArmKind.FIXED || arm.kind() == ArmKind.CURRICULUM;
    }
}
