package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives published models. Every pod receives every model. */
@ApplicationScoped
public class PublishedModelListener {
    private final Receiver receiver;
    private final ModelSwitch models;

    PublishedModelListener(Receiver receiver, ModelSwitch models) {
        this.receiver = receiver;
        this.models = models;
    }

    @Incoming("models")
    @Blocking("models")
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.observe(
                record,
                Topics.MODELS,
                event -> handle(event, (reason, cause) -> receiver.setAside(record, reason, cause)));
    }

    private void handle(ReceivedEvent<ModelPublished> event, ModelHistory.RejectionHandler onRejection)
            throws IOException {
        try {
            models.add(event.payload(), onRejection);
        } catch (UntrustedModelException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
    }
}
