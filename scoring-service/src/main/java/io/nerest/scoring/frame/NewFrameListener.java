package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.LoadedModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Scores every new frame with the active model. All frames of a batch are scored by the same model. */
@ApplicationScoped
public class NewFrameListener {
    private final Receiver receiver;
    private final ActiveModel active;
    private final FrameScorer scorer;
    private final FrameScoreService scores;
    private final UnscorableFrames unscorable;
    private final ScoringMeters meters;
    private final InferenceTurns turns;

    NewFrameListener(
            Receiver receiver,
            ActiveModel active,
            FrameScorer scorer,
            FrameScoreService scores,
            UnscorableFrames unscorable,
            ScoringMeters meters,
            InferenceTurns turns) {
        this.receiver = receiver;
        this.active = active;
        this.scorer = scorer;
        this.scores = scores;
        this.unscorable = unscorable;
        this.meters = meters;
        this.turns = turns;
    }

    /**
     * Joins the consumer group when the pod has its first model. A pod that joined before would hold partitions whose frames wait
     * until it has loaded the model.
     */
    @Incoming("frames")
    @Outgoing("frames-to-score")
    Multi<Message<List<byte[]>>> afterFirstModel(Multi<Message<List<byte[]>>> records) {
        return Uni.createFrom()
                .completionStage(active.firstActivation())
                .onItem()
                .transformToMulti(first -> records);
    }

    @Incoming("frames-to-score")
    @Blocking("frames")
    @SuppressWarnings("try") // the turn is closed, not used
    void receive(ConsumerRecords<String, byte[]> records) {
        long arrived = System.nanoTime();
        try (InferenceTurns.NewFrames turn = turns.begin();
                BatchModel model = new BatchModel(active)) {
            receiver.receiveBatch(
                    records, Topics.FRAMES, (events, rejections) -> handle(events, rejections, model, arrived));
        }
    }

    private BatchHandler.Storing handle(
            List<ReceivedEvent<FrameRegistered>> events,
            BatchHandler.Rejections rejections,
            BatchModel batchModel,
            long arrived)
            throws InterruptedException {
        LoadedModel model =
                batchModel.await(events.stream().map(ReceivedEvent::position).toList());
        List<FrameRef> frames =
                events.stream().map(event -> event.payload().frame()).distinct().toList();
        ScoringResult result = scorer.scoreNew(model, frames, arrived);
        for (ReceivedEvent<FrameRegistered> event : events) {
            String reason = result.rejections().get(event.payload().frame().frameId());
            if (reason != null) {
                rejections.reject(event, reason);
            }
        }
        meters.scored(result.scores().size(), System.nanoTime() - arrived);
        Set<UUID> scored = result.scores().stream().map(FrameScored::frameId).collect(Collectors.toSet());
        Instant now = Instant.now(Clock.systemUTC());
        events.stream()
                .filter(event -> scored.contains(event.payload().frame().frameId()))
                .forEach(event ->
                        meters.frameAge(Duration.between(event.payload().capturedAt(), now)));
        return () -> {
            scores.store(
                    result.scores(),
                    events.stream()
                            .collect(Collectors.toMap(
                                    event -> event.payload().frame().frameId(),
                                    event -> event,
                                    (first, again) -> first)));
            unscorable.publish(frames, result.rejections());
        };
    }
}
