package io.nerest.selector.events;

import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.selector.pool.SelectorEvents;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what other services publish and stores it. Campaigns advance from what is stored. */
@ApplicationScoped
public class SelectorEventReceivers {

    private final Receiver receiver;
    private final SelectorEvents events;
    private final ModelPublications models;

    public SelectorEventReceivers(Receiver receiver, SelectorEvents events, ModelPublications models) {
        this.receiver = receiver;
        this.events = events;
        this.models = models;
    }

    @Incoming("frames")
    @Blocking
    public void frame(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.FRAMES, event -> events.frame(event.payload()));
    }

    @Incoming("labels")
    @Blocking
    public void label(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.LABELS, event -> events.label(event.payload()));
    }

    @Incoming("detections")
    @Blocking
    public void score(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.DETECTIONS, event -> events.score(event.payload()));
    }

    @Incoming("models")
    @Blocking
    public void model(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.MODELS, models::store);
    }

    @Incoming("training-progress")
    @Blocking
    public void progress(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.TRAINING_PROGRESS, event -> events.progress(event.payload()));
    }

    @Incoming("unscorable-frames")
    @Blocking
    public void unscorable(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.UNSCORABLE_FRAMES, event -> events.unscorable(event.payload()));
    }
}
