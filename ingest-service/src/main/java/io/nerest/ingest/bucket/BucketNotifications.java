package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens to what the store says of its bucket. A notification is a hint: the object itself is asked what it is. */
@ApplicationScoped
public class BucketNotifications {
    private final Receiver receiver;
    private final BucketIntake intake;
    private final WatchedBucket bucket;

    BucketNotifications(Receiver receiver, BucketIntake intake, WatchedBucket bucket) {
        this.receiver = receiver;
        this.intake = intake;
        this.bucket = bucket;
    }

    @Incoming("bucket-notifications")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receiveForeign(record, this::handle);
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        List<BucketNotification> objects;
        try {
            objects = BucketNotification.parse(record.value() == null ? new byte[0] : record.value());
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
        List<String> refusals = new ArrayList<>();
        for (BucketNotification object : objects) {
            if (object.bucket().equals(bucket.name())) {
                intake.take(object.key(), FrameSource.BUCKET_NOTIFICATION).ifPresent(refusals::add);
            } else {
                refusals.add(
                        "bucket '" + object.bucket() + "' is not watched; frames belong into '" + bucket.name() + "'");
            }
        }
        if (!refusals.isEmpty()) {
            throw new RejectedEventException(String.join("; ", refusals));
        }
    }
}
