package io.nerest.ingest.retention;

import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives scores and batches. */
@ApplicationScoped
class FrameUseListener {
    private final Receiver receiver;
    private final FrameUses uses;

    FrameUseListener(Receiver receiver, FrameUses uses) {
        this.receiver = receiver;
        this.uses = uses;
    }

    @Incoming("detections")
    @Blocking
    void scored(ConsumerRecords<String, byte[]> records) {
        receiver.receiveBatch(
                records,
                Topics.DETECTIONS,
                (events, rejections) -> () ->
                        uses.scored(events.stream().map(ReceivedEvent::payload).toList()));
    }

    @Incoming("batches")
    @Blocking
    void selected(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.BATCHES, event -> uses.selected(event.payload()));
    }
}
