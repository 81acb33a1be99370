package io.nerest.selector.engine;

import io.nerest.contracts.BatchKind;
import io.nerest.selection.Curriculum;
import io.nerest.selection.CurriculumSelection;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.PseudoLabels;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.pool.Batches;
import io.nerest.selector.pool.Batches.Entry;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.round.Batch;
import io.nerest.selector.round.Round;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Chooses a round's frames from its sample: the doubtful for people, the easy for the curriculum; a frame is in both only to be audited. */
@ApplicationScoped
public class BatchChooser {

    private final Pool pool;
    private final SampleSelection sampleSelection;
    private final Batches batches;
    private final BatchAnnouncer announcer;

    public BatchChooser(Pool pool, SampleSelection sampleSelection, Batches batches, BatchAnnouncer announcer) {
        this.pool = pool;
        this.sampleSelection = sampleSelection;
        this.batches = batches;
        this.announcer = announcer;
    }

    Batch choose(Campaign campaign, Round.Selecting round, Instant now) {
        List<String> notes = new ArrayList<>();
        CampaignConfig config = campaign.config();
        String modelId = round.scores().modelId();
        boolean alone = onlyForPeople(campaign, round);
        List<ScoredFrame> candidates = alone ? List.of() : candidates(campaign, round);
        if (round.scores().missing() > 0) {
            notes.add(round.scores().missing() + " of " + round.scores().sampled()
                    + " scores had not come by the deadline; those frames were passed over");
        }
        List<Entry> forPeople = new ArrayList<>(
                alone ? fromSample(campaign, round, notes) : forPeople(campaign, round, candidates, notes));
        List<Entry> pseudo = List.of();
        if (config.curriculum().enabled() && modelId != null) {
            pseudo = stillGuesses(pseudoLabels(campaign, round, candidates, forPeople, notes), notes);
        }
        Set<UUID> labelled = new HashSet<>(
                batches.labelledMeanwhile(forPeople.stream().map(Entry::frameId).toList()));
        if (!config.ownLabels()) {
            dropLabelledMeanwhile(forPeople, labelled, notes);
        }
        batches.write(campaign.id(), round.number(), BatchKind.LABEL, null, forPeople);
        batches.write(campaign.id(), round.number(), BatchKind.PSEUDO_LABEL, modelId, pseudo);
        // Where a campaign has chosen what others had labelled, nobody needs to look again.
        List<Entry> wanted = forPeople.stream()
                .filter(entry -> !labelled.contains(entry.frameId()))
                .toList();
        announcer.announce(campaign, round.number(), BatchKind.LABEL, wanted, now);
        announcer.announce(campaign, round.number(), BatchKind.PSEUDO_LABEL, pseudo, now);
        pool.forget(campaign.id(), round.number());
        return new Batch(forPeople.size(), pseudo.size(), notes);
    }

    /** Whether a batch for people, by what one model sees, is all that the sample is needed for. */
    private static boolean onlyForPeople(Campaign campaign, Round.Selecting round) {
        CampaignConfig config = campaign.config();
        return round.number() > 0
                && round.scores().modelId() != null
                && round.scores().committee().isEmpty()
                && !config.curriculum().enabled()
                && config.batchSize() > 0;
    }

    private List<ScoredFrame> candidates(Campaign campaign, Round.Selecting round) {
        String modelId = round.scores().modelId();
        PoolFilter filter = PoolFilters.of(campaign);
        if (modelId == null) {
            return pool.unseenCandidates(filter, round.number());
        }
        boolean withEmbeddings = campaign.config().configured().needsEmbeddings();
        return withCommittee(campaign, round, pool.candidates(filter, round.number(), modelId, withEmbeddings));
    }

    private List<Entry> fromSample(Campaign campaign, Round.Selecting round, List<String> notes) {
        CampaignConfig config = campaign.config();
        SelectionResult selected = sampleSelection.choose(
                PoolFilters.of(campaign),
                round.number(),
                Objects.requireNonNull(round.scores().modelId()),
                configured(campaign, round, notes),
                config.batchSize(),
                RoundSeed.of(config.seed(), round.number()));
        notes.addAll(selected.notes());
        return entries(selected);
    }

    private static List<Entry> entries(SelectionResult selected) {
        return selected.frames().stream().map(BatchChooser::entry).toList();
    }

    /** What chooses; a committee that has no members yet, since trainings failed, does not hold its campaign up. */
    private static ConfiguredStrategy configured(Campaign campaign, Round.Selecting round, List<String> notes) {
        ConfiguredStrategy configured = campaign.config().configured();
        if (configured.strategy().committee().isEmpty()
                || !round.scores().committee().isEmpty()) {
            return configured;
        }
        notes.add("there is one model yet, and a committee of one cannot disagree: drawn at random");
        return new ConfiguredStrategy(new RandomChoice(), configured.settings());
    }

    private List<Entry> forPeople(
            Campaign campaign, Round.Selecting round, List<ScoredFrame> candidates, List<String> notes) {
        CampaignConfig config = campaign.config();
        boolean first = round.number() == 0;
        int size = first ? config.initial() : config.batchSize();
        if (size == 0 || candidates.isEmpty()) {
            return List.of();
        }
        ConfiguredStrategy configured = first
                ? new ConfiguredStrategy(new RandomChoice(), Strategies.RANDOM_DEFAULTS)
                : configured(campaign, round, notes);
        SelectionResult selected = sampleSelection.choose(
                PoolFilters.of(campaign),
                round.number(),
                round.scores().modelId(),
                configured,
                size,
                RoundSeed.of(config.seed(), round.number()),
                candidates);
        notes.addAll(selected.notes());
        return entries(selected);
    }

    /** The candidates with what the further models see on them; those that not all have scored are left out. */
    private List<ScoredFrame> withCommittee(Campaign campaign, Round.Selecting round, List<ScoredFrame> candidates) {
        if (round.scores().committee().isEmpty()) {
            return candidates;
        }
        List<Map<UUID, List<ScoredBox>>> seen = round.scores().committee().stream()
                .map(modelId -> pool.detections(campaign.id(), round.number(), modelId))
                .toList();
        return candidates.stream()
                .filter(frame -> seen.stream().allMatch(detections -> detections.containsKey(frame.frameId())))
                .map(frame -> new ScoredFrame(
                        frame.frameId(),
                        frame.streamId(),
                        frame.capturedAt(),
                        frame.boxes(),
                        frame.embedding(),
                        seen.stream()
                                .map(detections -> detections.getOrDefault(frame.frameId(), List.of()))
                                .toList()))
                .toList();
    }

    private List<Entry> pseudoLabels(
            Campaign campaign,
            Round.Selecting round,
            List<ScoredFrame> candidates,
            List<Entry> forPeople,
            List<String> notes) {
        Curriculum curriculum = campaign.config().curriculum().toCurriculum();
        Set<UUID> taken = new HashSet<>();
        forPeople.forEach(entry -> taken.add(entry.frameId()));
        if (curriculum.mode() == Curriculum.Mode.ACCUMULATE) {
            taken.addAll(batches.pseudoLabelled(campaign.id()));
        }
        if (campaign.config().ownLabels()) {
            // Labels outrank guesses, also those that this campaign does not learn from.
            taken.addAll(pool.labelledCandidates(campaign.id(), round.number()));
        }
        PseudoLabels labels = CurriculumSelection.select(
                curriculum,
                round.number(),
                campaign.config().configured().settings().minConfidence(),
                candidates.stream()
                        .filter(frame -> !taken.contains(frame.frameId()))
                        .toList(),
                RoundSeed.of(campaign.config().seed(), round.number()));
        if (labels.frames().isEmpty()) {
            notes.add("the curriculum took no frame at percentile " + labels.percentile()
                    + ": none was sure enough of boxes of at least " + curriculum.boxThreshold());
        }
        audit(labels, forPeople);
        return labels.frames().stream()
                .map(label -> new Entry(
                        label.frameId(),
                        label.rank(),
                        label.score(),
                        label.reason(),
                        Map.of(),
                        label.boxes(),
                        label.ignored()))
                .toList();
    }

    /** Labels outrank guesses, also those that came while the guesses were being chosen. */
    private List<Entry> stillGuesses(List<Entry> pseudo, List<String> notes) {
        Set<UUID> unlabelled = new HashSet<>(
                batches.holdUnlabelled(pseudo.stream().map(Entry::frameId).toList()));
        List<Entry> left = pseudo.stream()
                .filter(entry -> unlabelled.contains(entry.frameId()))
                .toList();
        if (left.size() < pseudo.size()) {
            notes.add((pseudo.size() - left.size()) + " frames were labelled while they were being pseudo-labelled");
        }
        return left;
    }

    private static void audit(PseudoLabels labels, List<Entry> forPeople) {
        Set<UUID> audited = new HashSet<>(labels.audited());
        for (PseudoLabels.PseudoLabelled label : labels.frames()) {
            if (audited.contains(label.frameId())) {
                forPeople.add(new Entry(
                        label.frameId(),
                        forPeople.size() + 1,
                        label.score(),
                        "drawn at random to audit the round's pseudo-labels",
                        Map.of(),
                        List.of(),
                        List.of()));
            }
        }
    }

    /** A frame that somebody labelled while the batch was being chosen needs no second look; its label counts anyway. */
    private static void dropLabelledMeanwhile(List<Entry> forPeople, Set<UUID> labelled, List<String> notes) {
        if (forPeople.removeIf(entry -> labelled.contains(entry.frameId()))) {
            notes.add(labelled.size() + " chosen frames were labelled while the batch was being chosen");
        }
    }

    private static Entry entry(SelectedFrame pick) {
        return new Entry(pick.frameId(), pick.rank(), pick.score(), pick.reason(), pick.parts(), List.of(), List.of());
    }
}
