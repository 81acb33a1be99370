package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.frame.FrameKey;
import io.nerest.ingest.frame.FrameRegistration;
import io.nerest.ingest.frame.FrameValidator;
import io.nerest.ingest.frame.NewFrame;
import io.nerest.ingest.frame.RejectedImageException;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.vision.image.ImageHeader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Registers objects of the bucket as frames. */
@ApplicationScoped
public class BucketImporter {
    private final ObjectStore store;
    private final FrameValidator validator;
    private final StreamService streams;
    private final FrameRegistration registration;

    BucketImporter(ObjectStore store, FrameValidator validator, StreamService streams, FrameRegistration registration) {
        this.store = store;
        this.validator = validator;
        this.streams = streams;
        this.registration = registration;
    }

    /**
     * Validates and registers one object.
     *
     * @return the reason if the object was rejected; empty if it is a frame, or was removed since it was announced
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED) // a rejected object must not roll back another object's frame
    public Optional<String> importObject(String key, FrameSource source) {
        Optional<ObjectStore.Stored> stored = store.stat(key);
        return stored.isEmpty() ? Optional.empty() : importObject(stored.get(), source);
    }

    private Optional<String> importObject(ObjectStore.Stored stored, FrameSource source) {
        ObjectRef object = stored.ref();
        try {
            String streamId = streamOf(object.key());
            validator.checkLength(object.size());
            byte[] image = store.get(object).bytes();
            ImageHeader header = validator.checkImage(image);
            registration.register(new NewFrame(
                    streamId,
                    object,
                    Sha256.of(image),
                    header.width(),
                    header.height(),
                    stored.lastModified(),
                    source));
            return Optional.empty();
        } catch (RejectedImageException e) {
            String reason = object.key() + ": " + e.getMessage();
            registration.reject(object, reason);
            return Optional.of(reason);
        }
    }

    private String streamOf(String key) throws RejectedImageException {
        FrameKey frame = FrameKey.parse(key)
                .orElseThrow(
                        () -> new RejectedImageException(422, "the key does not have the form frames/STREAM/NAME"));
        if (!streams.exists(frame.streamId())) {
            throw new RejectedImageException(
                    404, "stream '" + frame.streamId() + "' does not exist; register it with PUT /api/streams");
        }
        return frame.streamId();
    }
}
