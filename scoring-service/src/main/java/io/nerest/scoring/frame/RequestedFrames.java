package io.nerest.scoring.frame;

import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.scoring.model.ModelShelf;
import io.nerest.scoring.model.RefusedModelException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Looks at frames again where a round wants to know what its own model makes of them. */
@ApplicationScoped
public class RequestedFrames {
    private static final Logger LOG = Logger.getLogger(RequestedFrames.class);
    /** A request may overtake the model it names: the two come by different topics. */
    private static final long MODEL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_FOR_A_MODEL_MILLIS = 200;

    private final Receiver receiver;
    private final ModelShelf shelf;
    private final FrameScorer look;
    private final FrameScores scores;
    private final ScoringMeters meters;

    RequestedFrames(Receiver receiver, ModelShelf shelf, FrameScorer look, FrameScores scores, ScoringMeters meters) {
        this.receiver = receiver;
        this.shelf = shelf;
        this.look = look;
        this.scores = scores;
        this.meters = meters;
    }

    @Incoming("scoring-requests")
    @Blocking(value = "scoring-requests", ordered = false)
    void receive(ConsumerRecords<String, byte[]> records) {
        receiver.receiveBatch(records, Topics.SCORING_REQUESTS, this::handle);
    }

    private BatchHandler.Storing handle(
            List<ReceivedEvent<ScoringRequested>> events, BatchHandler.Rejections rejections) throws Exception {
        List<FrameScored> scorings = new ArrayList<>();
        for (ReceivedEvent<ScoringRequested> event : events) {
            if (!isKnown(event.payload().modelId())) {
                rejections.reject(event, "there is no model '" + event.payload().modelId() + "'");
                continue;
            }
            try {
                scorings.addAll(look(event.payload()));
            } catch (RefusedModelException e) {
                rejections.reject(event, String.valueOf(e.getMessage()));
            }
        }
        return () -> scores.store(scorings);
    }

    private boolean isKnown(String modelId) throws InterruptedException {
        long deadline = System.nanoTime() + MODEL_LIMIT_NANOS;
        while (!shelf.knows(modelId)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_FOR_A_MODEL_MILLIS);
        }
        return true;
    }

    private List<FrameScored> look(ScoringRequested request) throws Exception {
        long arrived = System.nanoTime();
        try (ModelShelf.Loan loan = shelf.borrow(request.modelId())) {
            LoadedModel model = loan.model();
            FrameScorer.Result result =
                    look.look(model, request.frames().stream().distinct().toList(), arrived);
            // The frame itself was set aside with its reason when it came in; the round goes on without it.
            result.refusals().values().forEach(reason -> LOG.warnf("not scored: %s", reason));
            meters.looked(result.scorings().size(), System.nanoTime() - arrived);
            return result.scorings();
        }
    }
}
