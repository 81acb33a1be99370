package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.frame.CheckedImage;
import io.nerest.ingest.frame.ContentKey;
import io.nerest.ingest.frame.ContentStore;
import io.nerest.ingest.frame.FrameKey;
import io.nerest.ingest.frame.FrameRegistration;
import io.nerest.ingest.frame.ImageCheck;
import io.nerest.ingest.frame.RegisteredFrameRepository;
import io.nerest.ingest.frame.RejectedImageException;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.failure.Failure;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Registers objects of the bucket as frames. Cameras may overwrite or delete their objects afterwards: a frame refers to a
 * copy of the content that was checked.
 */
@ApplicationScoped
public class BucketImporter {
    private static final Logger LOG = Logger.getLogger(BucketImporter.class);
    private static final String NO_FRAME_KEY =
            "the key does not have the form frames/STREAM/NAME, or contains '.' or '..' as a folder";

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    /** How often an object that is overwritten while it is read is read again. */
    private static final int ATTEMPTS = 3;

    private final ObjectStore store;
    private final SeenObjectRepository objects;
    private final ImageCheck images;
    private final StreamService streams;
    private final ContentStore contents;
    private final FrameRegistration registration;
    private final RegisteredFrameRepository frames;

    BucketImporter(
            ObjectStore store,
            SeenObjectRepository objects,
            ImageCheck images,
            StreamService streams,
            ContentStore contents,
            FrameRegistration registration,
            RegisteredFrameRepository frames) {
        this.store = store;
        this.objects = objects;
        this.images = images;
        this.streams = streams;
        this.contents = contents;
        this.registration = registration;
        this.frames = frames;
    }

    /**
     * Validates and registers what a notification may mean: every object that exists under one of its possible keys.
     *
     * @param keys the possible keys of one object
     * @return the reason of each rejected object; empty if all are frames, or were removed since they were announced
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED) // a rejected object must not roll back another object's frame
    public List<String> importAnnounced(List<String> keys, FrameSource source) {
        List<String> valid =
                keys.stream().filter(key -> FrameKey.parse(key).isPresent()).toList();
        if (valid.isEmpty()) {
            return List.of(shown(keys.get(0)) + ": " + NO_FRAME_KEY);
        }
        List<String> rejections = new ArrayList<>();
        for (String key : valid) {
            importKey(key, source).ifPresent(rejections::add);
        }
        return List.copyOf(rejections);
    }

    private Optional<String> importKey(String key, FrameSource source) {
        for (int attempt = 1; ; attempt++) {
            Optional<ObjectStore.Stored> stored = store.stat(key);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            try {
                return importObject(stored.get(), source);
            } catch (MissingObjectException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Validates and registers one version of an object.
     *
     * @return the reason if it was rejected; empty if it is a frame
     * @throws MissingObjectException if the object was overwritten or deleted meanwhile
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<String> importObject(ObjectStore.Stored stored, FrameSource source) {
        ObjectRef object = stored.ref();
        if (objects.isRegistered(object)) {
            return Optional.empty();
        }
        try {
            register(stored, source);
            return Optional.empty();
        } catch (RejectedImageException e) {
            String reason = shown(object.key()) + ": " + e.getMessage();
            registration.reject(object, reason);
            return Optional.of(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Registers images of frames that the database has lost, as a restored one has. The time of capture is that of the object.
     *
     * @param contents objects under {@link ContentKey#PREFIX}; images that are frames, or whose stream is unknown, are skipped
     * @return the number of new frames
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public int restore(List<ObjectStore.Stored> contents) {
        Map<UUID, ObjectStore.Stored> byFrame = new LinkedHashMap<>();
        Map<String, Integer> unknown = new TreeMap<>();
        contents.forEach(stored -> ContentKey.parse(stored.ref().key()).ifPresent(key -> {
            if (streams.exists(key.streamId())) {
                byFrame.put(key.frameId(), stored);
            } else {
                unknown.merge(key.streamId(), 1, Integer::sum);
            }
        }));
        unknown.forEach((stream, images) -> LOG.warnf(
                "%d images of stream '%s' are not restored, because it does not exist; register it and start again",
                images, StreamService.shown(stream)));
        byFrame.keySet().removeAll(frames.existing(byFrame.keySet()));
        int restored = 0;
        for (ObjectStore.Stored stored : byFrame.values()) {
            String streamId = ContentKey.parse(stored.ref().key()).orElseThrow().streamId();
            try {
                register(streamId, stored, FrameSource.RECONCILER);
                restored++;
            } catch (RejectedImageException e) {
                registration.reject(stored.ref(), shown(stored.ref().key()) + ": " + e.getMessage());
            } catch (MissingObjectException e) {
                // It was removed meanwhile, by the rule of retention.
            } catch (RuntimeException e) {
                if (Failure.of(e) == Failure.TRANSIENT) {
                    throw e;
                }
                LOG.errorf(
                        e,
                        "image %s cannot become a frame again",
                        shown(stored.ref().key()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return restored;
    }

    private void register(ObjectStore.Stored stored, FrameSource source) throws IOException, RejectedImageException {
        register(streamOf(stored.ref().key()), stored, source);
    }

    private void register(String streamId, ObjectStore.Stored stored, FrameSource source)
            throws IOException, RejectedImageException {
        images.checkLength(stored.ref().size());
        Path file = Files.createTempFile("nerest-object", ".image");
        try {
            store.download(stored.ref(), file);
            CheckedImage image = images.check(file);
            registration.register(contents.store(streamId, image, stored.lastModified(), source), stored.ref());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String streamOf(String key) throws RejectedImageException {
        FrameKey frame = FrameKey.parse(key).orElseThrow(() -> new RejectedImageException(UNPROCESSABLE, NO_FRAME_KEY));
        if (!streams.exists(frame.streamId())) {
            throw new RejectedImageException(
                    NOT_FOUND,
                    "stream '" + StreamService.shown(frame.streamId())
                            + "' does not exist; register it with PUT /api/streams/ID");
        }
        return frame.streamId();
    }

    private static String shown(String key) {
        return key.replaceAll("\\p{Cntrl}", "?");
    }
}
