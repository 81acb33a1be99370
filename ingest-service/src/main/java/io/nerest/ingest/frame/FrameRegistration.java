package io.nerest.ingest.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.ingest.object.ObjectOutcome;
import io.nerest.ingest.object.OutcomeCountRepository;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers images in the object store as frames. The frame, its event and the object's outcome commit together. */
@ApplicationScoped
public class FrameRegistration {
    private final RegisteredFrameRepository frames;
    private final SeenObjectRepository objects;
    private final OutcomeCountRepository counts;
    private final Outbox outbox;
    private final IntakeMeters meters;
    private final NearDuplicateConfig nearDuplicates;

    FrameRegistration(
            RegisteredFrameRepository frames,
            SeenObjectRepository objects,
            OutcomeCountRepository counts,
            Outbox outbox,
            IntakeMeters meters,
            NearDuplicateConfig nearDuplicates) {
        this.frames = frames;
        this.objects = objects;
        this.counts = counts;
        this.outbox = outbox;
        this.meters = meters;
        this.nearDuplicates = nearDuplicates;
    }

    /**
     * Registers a frame once. Returns a duplicate if the stream already has the image.
     *
     * @param received the object that the image came from; the frame's own object if it was uploaded
     */
    @Transactional
    public RegistrationOutcome register(NewFrame frame, ObjectRef received) {
        UUID id = frame.id();
        Instant now = Instant.now(Clock.systemUTC());
        if (frames.insertIfAbsent(frame, now, originalOf(frame))) {
            objects.insertIfAbsent(received, ObjectOutcome.REGISTERED, id, null);
            FrameRef ref = new FrameRef(id, frame.streamId(), frame.image(), frame.width(), frame.height());
            outbox.add(
                    Topics.FRAMES,
                    id.toString(),
                    new FrameRegistered(ref, frame.sha256(), frame.capturedAt(), now, frame.source()));
            meters.count(frame.source(), ObjectOutcome.REGISTERED);
            meters.countBytes(frame.image().size());
            return new RegistrationOutcome.Registered(id);
        }
        // A repeated notification of one object is not a duplicate image; a repeated upload is.
        boolean newObject = objects.insertIfAbsent(received, ObjectOutcome.DUPLICATE, id, null);
        if (newObject || frame.source() == FrameSource.UPLOAD || frame.source() == FrameSource.CAMERA) {
            counts.increment(ObjectOutcome.DUPLICATE);
            meters.count(frame.source(), ObjectOutcome.DUPLICATE);
        }
        return new RegistrationOutcome.Duplicate(id);
    }

    private @Nullable UUID originalOf(NewFrame frame) {
        return nearDuplicates.compared() == 0
                ? null
                : frames.originalOf(frame, nearDuplicates.bits(), nearDuplicates.compared())
                        .orElse(null);
    }

    /** Stores that an object cannot become a frame, so that the reconciler skips it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void reject(ObjectRef object, String reason) {
        if (objects.insertIfAbsent(object, ObjectOutcome.REJECTED, null, reason)) {
            counts.increment(ObjectOutcome.REJECTED);
            meters.count(FrameSource.BUCKET_NOTIFICATION, ObjectOutcome.REJECTED);
        }
    }

    /** Counts an image that was rejected before it reached the store. */
    @Transactional
    public void countRejection() {
        counts.increment(ObjectOutcome.REJECTED);
        meters.count(FrameSource.UPLOAD, ObjectOutcome.REJECTED);
    }
}
