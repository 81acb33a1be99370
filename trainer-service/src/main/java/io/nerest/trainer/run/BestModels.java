package io.nerest.trainer.run;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.trainer.model.ModelRegistry;
import io.nerest.trainer.model.PromotionGate;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Brings a finished campaign's best model back to work where a later one took its place: each round passes the gate by
 * itself, a hair worse than the one before, and so may the last be a good deal worse than the best.
 */
@ApplicationScoped
public class BestModels {
    private static final Logger LOG = Logger.getLogger(BestModels.class);

    private final Receiver receiver;
    private final ModelRegistry models;
    private final ModelMeasurements measurements;
    private final SnapshotFrames frames;

    BestModels(Receiver receiver, ModelRegistry models, ModelMeasurements measurements, SnapshotFrames frames) {
        this.receiver = receiver;
        this.models = models;
        this.measurements = measurements;
        this.frames = frames;
    }

    @Incoming("promotion-requests")
    @Blocking("promotions")
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receiveBatch(List.of(record), Topics.PROMOTION_REQUESTS, (events, rejections) -> judge(events.get(0)));
    }

    /** Measuring may take minutes and so is done before the transaction; what it rests on is looked at again within. */
    private BatchHandler.Storing judge(ReceivedEvent<PromotionRequested> event) throws Exception {
        PromotionRequested request = event.payload();
        ModelPublished best = models.find(request.modelId())
                .orElseThrow(() -> new RejectedEventException("there is no model '" + request.modelId() + "'"));
        ModelPublished.Training training = best.training();
        if (training == null || !training.campaignId().equals(request.campaignId()) || best.metrics() == null) {
            throw new RejectedEventException(
                    "model '" + best.modelId() + "' was not made by campaign " + request.campaignId());
        }
        String live = liveId();
        if (best.modelId().equals(live)) {
            LOG.infof("model %s, the best of its campaign, is live already", best.modelId());
            return () -> {};
        }
        Optional<PromotionGate.LiveModel> measured = liveOn(training);
        if (measured.isPresent()
                && best.metrics().map5095() <= measured.get().metrics().map5095()) {
            LOG.infof(
                    "model %s, the best of its campaign, does not go live: %s is not worse",
                    best.modelId(), measured.get().modelId());
            return () -> {};
        }
        String reason = request.reason() + reason(measured);
        return () -> {
            if (!live.equals(liveId())) {
                throw new IOException("another model went live while " + best.modelId() + " was judged");
            }
            models.promote(best, reason);
        };
    }

    private String liveId() throws SQLException {
        return models.live().map(ModelPublished::modelId).orElse("");
    }

    private Optional<PromotionGate.LiveModel> liveOn(ModelPublished.Training training)
            throws IOException, InterruptedException {
        Snapshot snapshot = frames.read(training.snapshot(), training.snapshotSha256());
        return measurements.ofLiveModel(snapshot, () -> frames.fetchValidation(snapshot));
    }

    private static String reason(Optional<PromotionGate.LiveModel> live) {
        return live.map(worse -> String.format(
                        Locale.ROOT,
                        "; %s, which was live, has %.4f on the same frames",
                        worse.modelId(),
                        worse.metrics().map5095()))
                .orElse("; nothing that can be compared with it was live");
    }
}
