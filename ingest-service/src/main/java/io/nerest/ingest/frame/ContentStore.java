package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.service.objects.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;

/**
 * Keeps the content of frames under keys that contain its SHA-256. What a camera overwrites or deletes later does not
 * change a frame. The object is written before the row: a crash in between leaves an object without a row, never a row
 * without an object.
 */
@ApplicationScoped
public class ContentStore {
    private final ObjectStore store;

    ContentStore(ObjectStore store) {
        this.store = store;
    }

    /** Stores an image and returns it as a frame to register. Storing the same content again changes nothing. */
    public NewFrame store(String streamId, CheckedImage image, Instant capturedAt, FrameSource source)
            throws IOException {
        ObjectRef object = store.put(image.key(streamId), image.file(), image.contentType());
        return new NewFrame(
                streamId,
                object,
                image.sha256(),
                image.hash(),
                image.header().width(),
                image.header().height(),
                capturedAt,
                source);
    }
}
