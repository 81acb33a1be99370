package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.service.objects.ObjectStore;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives bucket notifications. Size, ETag and content are read from the object, not from the notification. */
@ApplicationScoped
public class BucketNotificationListener {
    private final Receiver receiver;
    private final BucketImporter importer;
    private final ObjectStore store;

    BucketNotificationListener(Receiver receiver, BucketImporter importer, ObjectStore store) {
        this.receiver = receiver;
        this.importer = importer;
        this.store = store;
    }

    @Incoming("bucket-notifications")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receiveForeign(record, this::handle);
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        List<String> rejections = new ArrayList<>();
        for (BucketNotification object : parse(record.value() == null ? new byte[0] : record.value())) {
            if (object.bucket().equals(store.bucket())) {
                rejections.addAll(importer.importAnnounced(object.keys(), FrameSource.BUCKET_NOTIFICATION));
            } else {
                rejections.add(
                        "frames are read from bucket '" + store.bucket() + "', not from '" + object.bucket() + "'");
            }
        }
        if (!rejections.isEmpty()) {
            throw new RejectedEventException(String.join("; ", rejections));
        }
    }

    private static List<BucketNotification> parse(byte[] value) {
        try {
            return BucketNotification.parse(value);
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
    }
}
