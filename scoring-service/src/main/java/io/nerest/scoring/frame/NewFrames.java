package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RecordPosition;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.scoring.model.ModelShelf;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Looks at every new frame with the model in use. One batch is one model's: a switch takes effect between two. */
@ApplicationScoped
public class NewFrames {
    private static final long LOOK_FOR_A_MODEL_MILLIS = 200;

    private final Receiver receiver;
    private final ActiveModel active;
    private final FrameLook look;
    private final FrameScores scores;
    private final ScoringMeters meters;

    NewFrames(Receiver receiver, ActiveModel active, FrameLook look, FrameScores scores, ScoringMeters meters) {
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
        receiver.receiveBatch(records, Topics.FRAMES, (events, rejections) -> handle(events, rejections, arrived));
    }

    private BatchHandler.Storing handle(
            List<ReceivedEvent<FrameRegistered>> events, BatchHandler.Rejections rejections, long arrived)
            throws Exception {
        try (ModelShelf.Loan loan = awaitModel(events)) {
            LoadedModel model = loan.model();
            List<FrameRef> frames = events.stream()
                    .map(event -> event.payload().frame())
                    .distinct()
                    .toList();
            FrameLook.Result result = look.look(model, frames, arrived);
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

    /** Frames that come before the first model wait for it. */
    private ModelShelf.Loan awaitModel(List<ReceivedEvent<FrameRegistered>> events) throws Exception {
        List<RecordPosition> positions =
                events.stream().map(ReceivedEvent::position).toList();
        while (true) {
            Optional<ModelShelf.Loan> loan = active.borrow(positions);
            if (loan.isPresent()) {
                return loan.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_FOR_A_MODEL_MILLIS);
        }
    }
}
