package io.nerest.selector.engine;

import io.nerest.contracts.BatchKind;
import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selection.round.RoundSelection;
import io.nerest.selection.round.ShadowSelection;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.SampleView;
import io.nerest.selector.round.Batch;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.BatchEntry;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.ShadowSelections;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Selects a round's batch from its sample as the round policy decides, stores it and publishes it. */
@ApplicationScoped
public class BatchSelection {

    private final Pool pool;
    private final Batches batches;
    private final BatchPublisher publisher;
    private final ShadowSelections shadows;
    private final SelectorConfig config;

    public BatchSelection(
            Pool pool, Batches batches, BatchPublisher publisher, ShadowSelections shadows, SelectorConfig config) {
        this.pool = pool;
        this.batches = batches;
        this.publisher = publisher;
        this.shadows = shadows;
        this.config = config;
    }

    Batch select(Campaign campaign, Round.Selecting round, Instant now) {
        RoundPolicy policy = new RoundPolicy(campaign.config().roundSettings());
        RoundPlan plan = policy.plan(round.number(), round.scores().models());
        SampleView sample = new SampleView(
                pool,
                PoolFilters.of(campaign),
                round.number(),
                round.scores().sampled(),
                round.scores().scored());
        RoundSelection decided = policy.select(plan, sample);
        if (plan.needsScores() && plan.batchSize() > 0 && sample.sampled() <= config.shadowLimit()) {
            shadows.add(
                    campaign.id(),
                    round.number(),
                    ShadowSelection.of(
                            campaign.config().roundSettings(), campaign.config().strategy(), plan, sample));
        }
        Set<UUID> labelled = labelledMeanwhile(decided);
        RoundSelection selection = policy.withLabelsSince(decided, labelled);

        List<BatchEntry> forAnnotators =
                selection.forAnnotators().stream().map(BatchSelection::entry).toList();
        List<BatchEntry> pseudoLabels =
                selection.pseudoLabelled().stream().map(BatchSelection::entry).toList();
        batches.addForAnnotators(campaign.id(), round.number(), forAnnotators);
        plan.model()
                .ifPresent(modelId -> batches.addPseudoLabels(campaign.id(), round.number(), modelId, pseudoLabels));
        // A campaign with ownLabels may select frames that have a label: they are not labelled again.
        List<BatchEntry> unlabelled = forAnnotators.stream()
                .filter(entry -> !labelled.contains(entry.frameId()))
                .toList();
        String modelId = plan.model().orElse(null);
        publisher.publish(campaign, round.number(), BatchKind.LABEL, modelId, unlabelled, now);
        publisher.publish(campaign, round.number(), BatchKind.PSEUDO_LABEL, modelId, pseudoLabels, now);
        pool.removeSample(campaign.id(), round.number());
        return new Batch(forAnnotators.size(), pseudoLabels.size(), selection.notes());
    }

    /**
     * Returns the selected frames that have a label now. Frames to be pseudo-labelled that have none are locked: a label that
     * arrives before the commit waits for it, and then retracts the pseudo-label.
     */
    private Set<UUID> labelledMeanwhile(RoundSelection selection) {
        List<UUID> pseudoLabelled =
                selection.pseudoLabelled().stream().map(PseudoLabelled::frameId).toList();
        Set<UUID> labelled = new HashSet<>(pseudoLabelled);
        batches.lockUnlabelled(pseudoLabelled).forEach(labelled::remove);
        labelled.addAll(batches.labelled(
                selection.forAnnotators().stream().map(SelectedFrame::frameId).toList()));
        return labelled;
    }

    private static BatchEntry entry(SelectedFrame frame) {
        return new BatchEntry(
                frame.frameId(), frame.rank(), frame.score(), frame.reason(), frame.parts(), List.of(), List.of());
    }

    private static BatchEntry entry(PseudoLabelled frame) {
        return new BatchEntry(
                frame.frameId(), frame.rank(), frame.score(), frame.reason(), Map.of(), frame.boxes(), frame.ignored());
    }
}
