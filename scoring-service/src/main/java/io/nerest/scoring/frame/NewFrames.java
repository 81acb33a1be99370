package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.LoadedModel;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Looks at every new frame with the model in use. One batch is one model's: a switch takes effect between two. */
@ApplicationScoped
public class NewFrames {
    private final Receiver receiver;
    private final ActiveModel active;
    private final FrameScorer look;
    private final FrameScores scores;
    private final ScoringMeters meters;

    NewFrames(Receiver receiver, ActiveModel active, FrameScorer look, FrameScores scores, ScoringMeters meters) {
        this.receiver = receiver;
        this.active = active;
        this.look = look;
        this.scores = scores;
        this.meters = meters;
    }

    @Incoming("frames")
    @Blocking("frames")
    void receive(ConsumerRecords<String, byte[]> records) {
        long arrived = System.nanoTime();
        try (BatchModel model = new BatchModel(active)) {
            receiver.receiveBatch(
                    records, Topics.FRAMES, (events, rejections) -> handle(events, rejections, model, arrived));
        }
    }

    private BatchHandler.Storing handle(
            List<ReceivedEvent<FrameRegistered>> events,
            BatchHandler.Rejections rejections,
            BatchModel model,
            long arrived)
            throws Exception {
        LoadedModel loaded =
                model.await(events.stream().map(ReceivedEvent::position).toList());
        List<FrameRef> frames =
                events.stream().map(event -> event.payload().frame()).distinct().toList();
        FrameScorer.Result result = look.look(loaded, frames, arrived);
        for (ReceivedEvent<FrameRegistered> event : events) {
            String refusal = result.refusals().get(event.payload().frame().frameId());
            if (refusal != null) {
                rejections.reject(event, refusal);
            }
        }
        meters.looked(result.scorings().size(), System.nanoTime() - arrived);
        return () -> scores.store(result.scorings());
    }
}
