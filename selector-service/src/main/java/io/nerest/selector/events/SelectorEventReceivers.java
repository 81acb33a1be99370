package io.nerest.selector.events;

import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.selector.pool.SelectorEvents;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what other services say; what it means for campaigns is found out from what is stored. */
@ApplicationScoped
public class SelectorEventReceivers {

    private final Receiver receiver;
    private final SelectorEvents facts;

    public SelectorEventReceivers(Receiver receiver, SelectorEvents facts) {
        this.receiver = receiver;
        this.facts = facts;
    }

    @Incoming("frames")
    @Blocking
    public void frame(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.FRAMES, event -> facts.frame(event.payload()));
    }

    @Incoming("labels")
    @Blocking
    public void label(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.LABELS, event -> facts.label(event.payload()));
    }

    @Incoming("detections")
    @Blocking
    public void score(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.DETECTIONS, event -> facts.score(event.payload()));
    }

    @Incoming("models")
    @Blocking
    public void model(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.MODELS, event -> facts.model(event.payload()));
    }

    @Incoming("training-progress")
    @Blocking
    public void progress(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.TRAINING_PROGRESS, event -> facts.progress(event.payload()));
    }
}
