package io.nerest.selector.events;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.selector.pool.TopicPositions;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what other services publish and stores it. Campaigns advance from what is stored. */
@ApplicationScoped
public class SelectorEventReceivers {

    private final Receiver receiver;
    private final SelectorEvents events;
    private final ModelPublications models;
    private final TopicPositions positions;

    public SelectorEventReceivers(
            Receiver receiver, SelectorEvents events, ModelPublications models, TopicPositions positions) {
        this.receiver = receiver;
        this.events = events;
        this.models = models;
        this.positions = positions;
    }

    @Incoming("frames")
    @Blocking
    public void frame(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.FRAMES, event -> events.frame(event.payload()));
    }

    @Incoming("labels")
    @Blocking
    public void label(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.LABELS, event -> events.label(event.payload()));
    }

    @Incoming("detections")
    @Blocking
    public void score(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.DETECTIONS, event -> events.score(event.payload()));
    }

    @Incoming("models")
    @Blocking
    public void model(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.MODELS, models::store);
    }

    @Incoming("training-progress")
    @Blocking
    public void progress(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.TRAINING_PROGRESS, event -> events.progress(event.payload()));
    }

    @Incoming("unscorable-frames")
    @Blocking
    public void unscorable(ConsumerRecord<String, byte[]> record) {
        receive(record, Topics.UNSCORABLE_FRAMES, event -> events.unscorable(event.payload()));
    }

    private <T> void receive(
            ConsumerRecord<String, byte[]> record, Topic<T> topic, Consumer<ReceivedEvent<T>> storing) {
        receiver.receive(record, topic, event -> {
            storing.accept(event);
            positions.stored(event.position());
        });
    }
}
