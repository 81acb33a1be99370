package io.nerest.selector.engine;

import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingCancelled;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.round.DataSet;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Batches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Requests the training of a round's model, and cancels one that is no longer needed. */
@ApplicationScoped
public class TrainingRequester {
    private static final Logger LOG = Logger.getLogger(TrainingRequester.class);

    private final SnapshotWriter snapshots;
    private final Batches batches;
    private final Outbox outbox;

    public TrainingRequester(SnapshotWriter snapshots, Batches batches, Outbox outbox) {
        this.snapshots = snapshots;
        this.batches = batches;
        this.outbox = outbox;
    }

    /**
     * Stores the round's data set and requests its training.
     *
     * @return the round in training; empty if there is no label to train on
     */
    Optional<Round.Training> send(
            Campaign campaign, Round.Labelling round, NextTraining next, List<String> notes, Instant now) {
        return snapshots.write(campaign, round.number()).map(written -> {
            UUID trainingId = UUID.randomUUID();
            send(campaign, round.number(), trainingId, written.dataSet(), next, List.of(), now);
            LOG.infof(
                    "Campaign %s, round %d: training on %d labels and %d pseudo-labels from model %s requested."
                            + " Remaining unlabelled images: %d",
                    campaign.id(),
                    round.number(),
                    written.dataSet().humanLabels(),
                    written.dataSet().pseudoLabels(),
                    next.startModelId(),
                    written.dataSet().remaining());
            List<String> allNotes = new ArrayList<>(notes);
            allNotes.addAll(written.notes());
            Instant lastLabel = batches.lastLabel(campaign.id(), round.number()).orElse(now);
            return round.labelled(trainingId, written.dataSet(), lastLabel, allNotes, now);
        });
    }

    /** Sends the request of a training again. A trainer that has it answers with the training's state. */
    void repeat(Campaign campaign, Round.Training round, NextTraining next, Instant now) {
        List<UUID> retracted = round.replaced() == null ? List.of() : snapshots.retracted(campaign, round.number());
        send(campaign, round.number(), round.trainingId(), round.dataSet(), next, retracted, now);
    }

    /**
     * Replaces the data set of a training that has not started, if human labels have replaced pseudo-labels of it.
     *
     * @return the round with the fresh data set; empty if there is nothing to replace
     */
    Optional<Round.Training> refresh(Campaign campaign, Round.Training round, NextTraining next, Instant now) {
        if (!snapshots.isRetracted(campaign, round.number(), round.dataSet())) {
            return Optional.empty();
        }
        return snapshots.write(campaign, round.number()).map(written -> {
            List<UUID> retracted = snapshots.retracted(campaign, round.number());
            send(campaign, round.number(), round.trainingId(), written.dataSet(), next, retracted, now);
            return round.refreshed(written.dataSet());
        });
    }

    private void send(
            Campaign campaign,
            int round,
            UUID trainingId,
            DataSet dataSet,
            NextTraining next,
            List<UUID> retracted,
            Instant now) {
        outbox.add(
                Topics.TRAINING_REQUESTS,
                campaign.id().toString(),
                new TrainingRequested(
                        trainingId,
                        campaign.id(),
                        round,
                        dataSet.snapshot(),
                        dataSet.sha256(),
                        next.startModelId(),
                        next.arguments(),
                        campaign.config().promotes(),
                        now,
                        retracted));
    }

    /** Cancels the training that a round waits for, if it waits for one. */
    void cancel(Campaign campaign, Round round, String reason, Instant now) {
        round.requestedTraining()
                .ifPresent(trainingId -> outbox.add(
                        Topics.TRAINING_CANCELLATIONS,
                        campaign.id().toString(),
                        new TrainingCancelled(trainingId, campaign.id(), round.number(), reason, now)));
    }
}
