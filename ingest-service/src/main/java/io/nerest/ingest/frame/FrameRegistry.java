package io.nerest.ingest.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes frames of pictures that lie in the store: the row, the event and the note that the object was seen commit together. */
@ApplicationScoped
public class FrameRegistry {
    private static final String INSERT_FRAME = """
            INSERT INTO frame (id, stream_id, sha256, bucket, object_key, etag, size, width, height, captured_at,
                               registered_at, source)
            VALUES (:id, :stream, :sha256, :bucket, :key, :etag, :size, :width, :height, :captured, :registered, :source)
            ON CONFLICT DO NOTHING""";

    private static final String INSERT_SEEN = """
            INSERT INTO seen_object (bucket, object_key, etag, outcome, frame_id, reason)
            VALUES (:bucket, :key, :etag, :outcome, CAST(:frame AS uuid), :reason)
            ON CONFLICT DO NOTHING""";

    private static final String COUNT = "UPDATE outcome_count SET count = count + 1 WHERE outcome = :outcome";

    private final EntityManager database;
    private final Outbox outbox;

    FrameRegistry(EntityManager database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Registers a picture, once: whoever comes second is told which frame it is. */
    @Transactional
    public UploadOutcome register(Arrival arrival) {
        UUID id = FrameId.of(arrival.streamId(), arrival.sha256());
        Instant now = Instant.now(Clock.systemUTC());
        ObjectRef image = arrival.image();
        int inserted = database.createNativeQuery(INSERT_FRAME)
                .setParameter("id", id)
                .setParameter("stream", arrival.streamId())
                .setParameter("sha256", arrival.sha256())
                .setParameter("bucket", image.bucket())
                .setParameter("key", image.key())
                .setParameter("etag", image.etag())
                .setParameter("size", image.size())
                .setParameter("width", arrival.width())
                .setParameter("height", arrival.height())
                .setParameter("captured", arrival.capturedAt())
                .setParameter("registered", now)
                .setParameter("source", arrival.source().name())
                .executeUpdate();
        UploadOutcome outcome = inserted == 1 ? new UploadOutcome.Registered(id) : new UploadOutcome.Duplicate(id);
        boolean unseen = see(image, outcome, id, null);
        if (inserted == 1) {
            FrameRef frame = new FrameRef(id, arrival.streamId(), image, arrival.width(), arrival.height());
            outbox.add(
                    Topics.FRAMES,
                    id.toString(),
                    new FrameRegistered(frame, arrival.sha256(), arrival.capturedAt(), now, arrival.source()));
        }
        // Frames are counted by their rows; a counter for them would be a row that every upload waits for.
        if (inserted == 0 && (unseen || arrival.source() == FrameSource.UPLOAD)) {
            count(outcome);
        }
        return outcome;
    }

    /** Writes down that an object of the bucket is no frame, so that the reconciler does not come back to it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void reject(ObjectRef object, String reason) {
        UploadOutcome outcome = new UploadOutcome.Rejected(422, reason);
        if (see(object, outcome, null, reason)) {
            count(outcome);
        }
    }

    /** Counts a picture that was refused before it reached the store. */
    @Transactional
    public void countRefusal(UploadOutcome.Rejected refusal) {
        count(refusal);
    }

    private boolean see(ObjectRef image, UploadOutcome outcome, @Nullable UUID frameId, @Nullable String reason) {
        return database.createNativeQuery(INSERT_SEEN)
                        .setParameter("bucket", image.bucket())
                        .setParameter("key", image.key())
                        .setParameter("etag", image.etag())
                        .setParameter("outcome", outcome.label())
                        .setParameter("frame", frameId == null ? null : frameId.toString())
                        .setParameter("reason", reason)
                        .executeUpdate()
                == 1;
    }

    private void count(UploadOutcome outcome) {
        database.createNativeQuery(COUNT)
                .setParameter("outcome", outcome.label())
                .executeUpdate();
    }
}
