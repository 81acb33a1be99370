package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.frame.Arrival;
import io.nerest.ingest.frame.FrameId;
import io.nerest.ingest.frame.FrameRegistry;
import io.nerest.ingest.frame.ImageGate;
import io.nerest.ingest.stream.StreamRegistry;
import io.nerest.service.objects.ObjectStore;
import io.nerest.vision.image.ImageHeader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Makes frames of objects that cameras put into the bucket themselves. */
@ApplicationScoped
public class BucketIntake {
    private final ObjectStore store;
    private final ImageGate gate;
    private final StreamRegistry streams;
    private final FrameRegistry registry;

    BucketIntake(ObjectStore store, ImageGate gate, StreamRegistry streams, FrameRegistry registry) {
        this.store = store;
        this.gate = gate;
        this.streams = streams;
        this.registry = registry;
    }

    /**
     * Looks at one object and registers it.
     *
     * @return why it is no frame; empty where it is one, or was one before, or is gone
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED) // one object's refusal must not roll back another's frame
    public Optional<String> take(String key, FrameSource source) {
        Optional<ObjectStore.Stored> stored = store.stat(key);
        if (stored.isEmpty()) {
            // Removed since it was announced; there is nothing left to lose.
            return Optional.empty();
        }
        ObjectRef object = stored.get().ref();
        try {
            String streamId = streamOf(key);
            gate.checkLength(object.size());
            byte[] picture = store.get(object).bytes();
            ImageHeader header = gate.check(picture);
            Instant capturedAt = stored.get().lastModified();
            registry.register(new Arrival(
                    streamId, object, FrameId.sha256(picture), header.width(), header.height(), capturedAt, source));
            return Optional.empty();
        } catch (ImageGate.RefusedException e) {
            String reason = key + ": " + e.getMessage();
            registry.reject(object, reason);
            return Optional.of(reason);
        }
    }

    private String streamOf(String key) throws ImageGate.RefusedException {
        FrameKey frame = FrameKey.parse(key)
                .orElseThrow(
                        () -> new ImageGate.RefusedException(422, "the key is not of the shape frames/STREAM/NAME"));
        if (!streams.exists(frame.streamId())) {
            throw new ImageGate.RefusedException(
                    404, "there is no stream '" + frame.streamId() + "'; register it by PUT /api/streams");
        }
        return frame.streamId();
    }
}
