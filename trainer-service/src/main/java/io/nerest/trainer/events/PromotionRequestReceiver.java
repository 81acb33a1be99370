package io.nerest.trainer.events;

import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.trainer.registry.InvalidWeightsException;
import io.nerest.trainer.run.CampaignPromotion;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Requests to promote the best model of a finished campaign. */
@ApplicationScoped
class PromotionRequestReceiver {
    private final Receiver receiver;
    private final CampaignPromotion promotion;

    PromotionRequestReceiver(Receiver receiver, CampaignPromotion promotion) {
        this.receiver = receiver;
        this.promotion = promotion;
    }

    @Incoming("promotion-requests")
    @Blocking("promotions")
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receiveBatch(List.of(record), Topics.PROMOTION_REQUESTS, (events, rejections) -> judge(events.get(0)));
    }

    /** Judges outside the transaction, because measuring can take minutes; the promotion checks the decision's premise. */
    private BatchHandler.Storing judge(ReceivedEvent<PromotionRequested> event)
            throws IOException, InterruptedException {
        try {
            Optional<CampaignPromotion.Promotion> decision = promotion.judge(event.payload());
            return () -> {
                if (decision.isPresent()) {
                    promote(decision.get());
                }
            };
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
    }

    private void promote(CampaignPromotion.Promotion decision) throws IOException {
        try {
            promotion.promote(decision);
        } catch (InvalidWeightsException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
    }
}
