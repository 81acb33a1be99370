package io.nerest.selector.engine;

import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Batches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Requests the training of a round's model. */
@ApplicationScoped
public class TrainingRequester {

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
    Optional<Round.Training> send(Campaign campaign, Round.Labelling round, Instant now) {
        return snapshots.write(campaign, round.number(), now).map(dataSet -> {
            UUID trainingId = UUID.randomUUID();
            outbox.add(
                    Topics.TRAINING_REQUESTS,
                    campaign.id().toString(),
                    new TrainingRequested(
                            trainingId,
                            campaign.id(),
                            round.number(),
                            dataSet.snapshot(),
                            dataSet.sha256(),
                            campaign.baseModelId(),
                            arguments(campaign),
                            campaign.config().promotes(),
                            now));
            Instant lastLabel = batches.lastLabel(campaign.id(), round.number()).orElse(now);
            return round.labelled(trainingId, dataSet, lastLabel, now);
        });
    }

    private static Map<String, String> arguments(Campaign campaign) {
        Map<String, String> arguments = new HashMap<>(campaign.config().training());
        arguments.putIfAbsent("seed", Long.toString(campaign.config().seed()));
        return arguments;
    }
}
