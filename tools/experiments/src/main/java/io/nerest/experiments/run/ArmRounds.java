package io.nerest.experiments.run;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.selection.Curriculum;
import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.round.CapturedFrame;
import io.nerest.selection.round.InMemoryPool;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selection.round.RoundSelection;
import io.nerest.selection.round.RoundSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rounds of one arm with one seed, decided by the same {@link RoundPolicy} as those of the selector service, over a
 * pool in memory. A model is identified by the path of its weights.
 */
public final class ArmRounds {
    private static final double NANOS = 1e9;

    private final RoundPolicy policy;
    private final boolean keepsPseudoLabels;
    private final Map<UUID, PoolFrame> frames;
    private final InMemoryPool pool;
    private final PoolScoring scoring;

    /** Prepares the rounds over a pool none of whose frames is labelled. */
    public ArmRounds(RoundSettings settings, List<PoolFrame> frames, PoolScoring scoring) {
        this.policy = new RoundPolicy(settings);
        this.keepsPseudoLabels = settings.curriculum()
                .map(curriculum -> curriculum.mode() == Curriculum.Mode.ACCUMULATE)
                .orElse(false);
        this.frames = frames.stream().collect(Collectors.toMap(PoolFrame::id, Function.identity()));
        this.pool = new InMemoryPool(
                frames.stream()
                        .map(frame -> new CapturedFrame(frame.id(), frame.item().stream(), frame.capturedAt()))
                        .toList(),
                settings.ownLabels());
        this.scoring = scoring;
    }

    /**
     * Scores the round's sample as planned and selects from it.
     *
     * @param weights of the rounds before, the newest last
     */
    public Choice select(int round, List<Path> weights) throws IOException, InterruptedException {
        long began = System.nanoTime();
        RoundPlan plan = policy.plan(round, weights.stream().map(Path::toString).toList());
        pool.draw(plan);
        pool.retainScores(plan.models());
        for (String model : plan.models()) {
            score(model);
        }
        RoundSelection selection = policy.select(plan, pool);
        return new Choice(
                selection.forAnnotators().stream().map(this::chosen).toList(),
                selection.pseudoLabelled().stream().map(this::pseudoLabel).toList(),
                String.join(". ", selection.notes()),
                (System.nanoTime() - began) / NANOS);
    }

    private void score(String model) throws IOException, InterruptedException {
        List<PoolFrame> unscored =
                pool.unscored(model).stream().map(this::frame).toList();
        for (PoolScoring.PoolScore score : scoring.score(Path.of(model), unscored)) {
            pool.addScore(model, score.frame().id(), score.boxes(), score.embedding());
        }
    }

    /** Records that frames are labelled which no round selected. */
    public void label(Collection<String> names) {
        names.forEach(name -> pool.addLabel(PoolFrame.id(name)));
    }

    /** Records what a round selected, and that its frames are labelled. */
    public void record(Choice choice) {
        pool.recordPseudoLabels(
                choice.pseudoLabelled().stream()
                        .map(label -> PoolFrame.id(label.frame().frame()))
                        .toList(),
                keepsPseudoLabels);
        List<UUID> chosen = choice.chosen().stream()
                .map(frame -> PoolFrame.id(frame.frame()))
                .toList();
        pool.recordSelected(chosen);
        chosen.forEach(pool::addLabel);
    }

    /** Whether pseudo-labels of earlier rounds are kept. */
    public boolean keepsPseudoLabels() {
        return keepsPseudoLabels;
    }

    private ChosenFrame chosen(SelectedFrame selected) {
        PoolFrame frame = frame(selected.frameId());
        return new ChosenFrame(
                frame.name(),
                frame.item().stream(),
                selected.rank(),
                selected.score(),
                selected.reason(),
                selected.parts());
    }

    private Choice.PseudoLabel pseudoLabel(PseudoLabelled label) {
        PoolFrame frame = frame(label.frameId());
        return new Choice.PseudoLabel(
                new ChosenFrame(
                        frame.name(), frame.item().stream(), label.rank(), label.score(), label.reason(), Map.of()),
                label.boxes(),
                label.ignored());
    }

    private PoolFrame frame(UUID id) {
        PoolFrame frame = frames.get(id);
        if (frame == null) {
            throw new IllegalStateException("frame " + id + " is not in this pool");
        }
        return frame;
    }
}
