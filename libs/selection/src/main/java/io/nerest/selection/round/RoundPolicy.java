package io.nerest.selection.round;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Curriculum;
import io.nerest.selection.CurriculumSelection;
import io.nerest.selection.LabelledFrame;
import io.nerest.selection.PseudoLabels;
import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.Ranking;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Shortlist;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Plans and decides the rounds of a campaign. Pure: the same settings, models and pool give the same round.
 *
 * <p>Round 0 draws {@code initial} frames at random for annotators. Every later round samples the pool, has the sample
 * scored if its strategy or its curriculum needs scores, gives the frames that the strategy selects to annotators and
 * pseudo-labels confident frames among the rest.
 */
public final class RoundPolicy {

    /** How many times the batch is drawn if some frames of a random draw may be too close in time to each other. */
    private static final int SPARE_DRAWS = 20;

    private final RoundSettings settings;

    public RoundPolicy(RoundSettings settings) {
        this.settings = settings;
    }

    /**
     * Plans a round. Planning again with the models of a plan gives the same plan, so that a caller need store only those.
     *
     * @param round from 0
     * @param models the campaign's models that can score frames, the newest last; ignored in round 0
     * @throws IllegalArgumentException if the round needs scores and there is no model
     */
    public RoundPlan plan(int round, List<String> models) {
        return round == 0 ? planFirst() : planLater(round, models);
    }

    private RoundPlan planFirst() {
        ConfiguredStrategy random = new ConfiguredStrategy(new RandomChoice(), SharedSettings.UNFILTERED);
        return new RoundPlan(
                0,
                random,
                settings.initial(),
                Optional.empty(),
                settings.initial() == 0 ? Optional.empty() : Optional.of(window(settings.initial(), 0)),
                List.of(),
                false,
                false,
                RoundSeed.ofSelection(settings.seed(), 0),
                List.of());
    }

    private RoundPlan planLater(int round, List<String> models) {
        List<String> notes = new ArrayList<>();
        boolean selects = settings.batchSize() > 0;
        ConfiguredStrategy strategy = selects ? runnable(models, notes) : settings.strategy();
        List<String> scoring = scoringModels(strategy, models);
        return new RoundPlan(
                round,
                strategy,
                settings.batchSize(),
                settings.curriculum(),
                sample(round, strategy, !scoring.isEmpty()),
                scoring,
                selects && strategy.needsEmbeddings(),
                selects && strategy.needsReferences(),
                RoundSeed.ofSelection(settings.seed(), round),
                notes);
    }

    /** The configured strategy, or random if it needs a committee and there are fewer than two models. */
    private ConfiguredStrategy runnable(List<String> models, List<String> notes) {
        ConfiguredStrategy configured = settings.strategy();
        boolean hasMembers = configured
                .strategy()
                .committee()
                .map(committee -> committee.membersOf(models).size() > 1)
                .orElse(true);
        if (hasMembers) {
            return configured;
        }
        notes.add("a committee needs at least two models and there is only one: frames were drawn at random");
        return new ConfiguredStrategy(new RandomChoice(), configured.settings());
    }

    private List<String> scoringModels(ConfiguredStrategy strategy, List<String> models) {
        boolean selects = settings.batchSize() > 0;
        boolean scores = settings.curriculum().isPresent() || (selects && strategy.needsScores());
        if (!scores) {
            return List.of();
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("the round needs scores, but there is no model to score frames with");
        }
        List<String> newest = models.subList(models.size() - 1, models.size());
        return selects
                ? strategy.strategy()
                        .committee()
                        .map(committee -> committee.membersOf(models))
                        .orElse(newest)
                : newest;
    }

    private Optional<SampleWindow> sample(int round, ConfiguredStrategy strategy, boolean scored) {
        if (settings.batchSize() == 0 && settings.curriculum().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(window(sampleSize(strategy, scored), round));
    }

    /** A plain random draw need not sample more than its batch; everything else selects from the whole sample. */
    private int sampleSize(ConfiguredStrategy strategy, boolean scored) {
        if (scored || !strategy.strategy().equals(new RandomChoice())) {
            return settings.sampleSize();
        }
        if (strategy.settings().minGap().isZero()) {
            return settings.batchSize();
        }
        return settings.sampleSize() > 0
                ? settings.sampleSize()
                : (int) Math.min(Integer.MAX_VALUE, (long) settings.batchSize() * SPARE_DRAWS);
    }

    private SampleWindow window(int size, int round) {
        return new SampleWindow(size, RoundSeed.startOfSample(settings.seed(), round));
    }

    /** Decides a round whose sample is drawn and scored as planned. Frames whose scores are missing are skipped. */
    public RoundSelection select(RoundPlan plan, PoolView pool) {
        List<String> notes = new ArrayList<>(plan.notes());
        int missing = plan.needsScores() ? pool.sampled() - pool.scored() : 0;
        if (missing > 0) {
            notes.add(missing + " of " + pool.sampled() + " frames had no scores by the deadline and were skipped");
        }
        if (plan.sample().isEmpty()) {
            return new RoundSelection(List.of(), List.of(), List.of(), notes);
        }
        Optional<Ranking> ranking = streamed(plan);
        if (ranking.isPresent()) {
            SelectionResult result = ShortlistSelection.select(
                    ranking.get(),
                    plan.strategy().settings(),
                    plan.batchSize(),
                    plan.seed(),
                    pool,
                    plan.model().orElseThrow(),
                    references(plan, pool));
            notes.addAll(result.notes());
            return new RoundSelection(result.frames(), List.of(), List.of(), notes);
        }
        List<ScoredFrame> candidates = plan.model()
                .map(modelId -> pool.candidates(modelId, plan.needsEmbeddings()))
                .orElseGet(pool::candidates);
        List<SelectedFrame> selected = selectFrom(plan, pool, candidates, notes);
        return plan.curriculum()
                .map(curriculum -> pseudoLabel(curriculum, plan, pool, candidates, selected, notes))
                .orElseGet(() -> new RoundSelection(selected, List.of(), List.of(), notes));
    }

    /** The plan's ranking, if a ranking by one model's scores is all that the sample is read for. */
    private static Optional<Ranking> streamed(RoundPlan plan) {
        return plan.batchSize() > 0
                        && plan.models().size() == 1
                        && plan.curriculum().isEmpty()
                        && Shortlist.suits(plan.strategy().settings())
                ? plan.strategy().strategy().asRanking()
                : Optional.empty();
    }

    private static List<SelectedFrame> selectFrom(
            RoundPlan plan, PoolView pool, List<ScoredFrame> candidates, List<String> notes) {
        if (plan.batchSize() == 0) {
            return List.of();
        }
        SelectionResult result = Selection.select(new SelectionRequest(
                plan.strategy().strategy(),
                plan.strategy().settings(),
                plan.batchSize(),
                withCommittee(plan.committee(), pool, candidates),
                references(plan, pool),
                plan.seed()));
        notes.addAll(result.notes());
        return result.frames();
    }

    private static List<LabelledFrame> references(RoundPlan plan, PoolView pool) {
        return plan.needsReferences() ? plan.model().map(pool::references).orElse(List.of()) : List.of();
    }

    /** The candidates with the detections of all members; candidates that a member has not scored are skipped. */
    private static List<ScoredFrame> withCommittee(List<String> members, PoolView pool, List<ScoredFrame> candidates) {
        if (members.isEmpty()) {
            return candidates;
        }
        List<Map<UUID, List<ScoredBox>>> detections = new ArrayList<>();
        for (String member : members) {
            Map<UUID, List<ScoredBox>> byFrame = new HashMap<>();
            pool.forEachCandidate(member, byFrame::put);
            detections.add(byFrame);
        }
        return candidates.stream()
                .filter(frame -> detections.stream().allMatch(byFrame -> byFrame.containsKey(frame.frameId())))
                .map(frame -> frame.withCommittee(detections.stream()
                        .map(byFrame -> byFrame.getOrDefault(frame.frameId(), List.of()))
                        .toList()))
                .toList();
    }

    private RoundSelection pseudoLabel(
            Curriculum curriculum,
            RoundPlan plan,
            PoolView pool,
            List<ScoredFrame> candidates,
            List<SelectedFrame> selected,
            List<String> notes) {
        Set<UUID> taken = new HashSet<>();
        selected.forEach(frame -> taken.add(frame.frameId()));
        if (curriculum.mode() == Curriculum.Mode.ACCUMULATE) {
            taken.addAll(pool.pseudoLabelled());
        }
        if (settings.ownLabels()) {
            // Labels outrank pseudo-labels, also labels that this campaign does not train on.
            taken.addAll(pool.labelled());
        }
        PseudoLabels labels = CurriculumSelection.select(
                curriculum,
                plan.round(),
                plan.strategy().settings().minConfidence(),
                candidates.stream()
                        .filter(frame -> !taken.contains(frame.frameId()))
                        .toList(),
                plan.seed());
        if (labels.frames().isEmpty()) {
            notes.add("no frame was pseudo-labelled at percentile " + labels.percentile()
                    + ": none had boxes of confidence " + curriculum.boxThreshold() + " or more");
        }
        return new RoundSelection(selected, audit(labels, selected.size()), labels.frames(), notes);
    }

    private static List<SelectedFrame> audit(PseudoLabels labels, int selected) {
        Set<UUID> audited = new HashSet<>(labels.audited());
        List<SelectedFrame> audit = new ArrayList<>();
        for (PseudoLabelled frame : labels.frames()) {
            if (audited.contains(frame.frameId())) {
                audit.add(new SelectedFrame(
                        frame.frameId(),
                        selected + audit.size() + 1,
                        frame.score(),
                        "drawn at random to audit the round's pseudo-labels",
                        Map.of()));
            }
        }
        return audit;
    }

    /**
     * Takes labels into account that arrived while the round was being decided. Pseudo-labels on such frames are dropped,
     * and annotators do not receive them again, unless only the campaign's own labels count: then the frame is kept, and
     * its label counts from now on.
     *
     * @param labelled the selection's frames that an annotator has labelled by now
     */
    public RoundSelection withLabelsSince(RoundSelection selection, Collection<UUID> labelled) {
        Set<UUID> since = new HashSet<>(labelled);
        List<String> notes = new ArrayList<>(selection.notes());
        List<PseudoLabelled> pseudoLabelled = selection.pseudoLabelled().stream()
                .filter(frame -> !since.contains(frame.frameId()))
                .toList();
        int retracted = selection.pseudoLabelled().size() - pseudoLabelled.size();
        if (retracted > 0) {
            notes.add(retracted + " pseudo-labels were dropped: annotators labelled the frames meanwhile");
        }
        if (settings.ownLabels()) {
            return new RoundSelection(selection.selected(), selection.audit(), pseudoLabelled, notes);
        }
        List<SelectedFrame> selected = without(since, selection.selected());
        List<SelectedFrame> audit = without(since, selection.audit());
        int dropped = selection.forAnnotators().size() - selected.size() - audit.size();
        if (dropped > 0) {
            notes.add(dropped + " selected frames were dropped: annotators labelled them meanwhile");
        }
        return new RoundSelection(selected, audit, pseudoLabelled, notes);
    }

    private static List<SelectedFrame> without(Set<UUID> labelled, List<SelectedFrame> frames) {
        return frames.stream()
                .filter(frame -> !labelled.contains(frame.frameId()))
                .toList();
    }
}
