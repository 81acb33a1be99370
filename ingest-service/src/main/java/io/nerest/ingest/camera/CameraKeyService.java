package io.nerest.ingest.camera;

import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates, lists, deletes and checks keys of cameras. */
@ApplicationScoped
public class CameraKeyService {
    /** The one in use and, during rotation, its successor. */
    private static final int MOST_KEYS = 2;

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final CameraKeyRepository keys;
    private final StreamService streams;
    private final SecureRandom random = new SecureRandom();

    CameraKeyService(CameraKeyRepository keys, StreamService streams) {
        this.keys = keys;
        this.streams = streams;
    }

    /**
     * A new key.
     *
     * @param key the text that the camera sends as a bearer token; shown once
     */
    public record NewCameraKey(String id, String streamId, String key) {}

    /** Creates a key of a stream that has less than two. */
    @Transactional
    public NewCameraKey create(String streamId, String author) {
        requireStream(streamId);
        keys.lockStream(streamId);
        if (keys.ofStream(streamId).size() >= MOST_KEYS) {
            throw new ProblemException(
                    CONFLICT,
                    "stream '" + streamId + "' has " + MOST_KEYS
                            + " keys already; delete the one that its camera no longer uses");
        }
        CameraKeyText key = CameraKeyText.random(random);
        keys.persist(new CameraKeyEntity(key, streamId, Instant.now(Clock.systemUTC()), author));
        return new NewCameraKey(key.id(), streamId, key.text());
    }

    @Transactional
    public List<CameraKeyView> list(String streamId) {
        requireStream(streamId);
        return keys.ofStream(streamId).stream().map(CameraKeyEntity::toView).toList();
    }

    /** Deletes a key: from now on the camera's requests with it are answered with 401. */
    @Transactional
    public void delete(String streamId, String keyId) {
        if (!keys.delete(streamId, keyId)) {
            throw new ProblemException(
                    NOT_FOUND,
                    "stream '" + StreamService.shown(streamId) + "' has no key '" + StreamService.shown(keyId) + "'");
        }
    }

    private void requireStream(String streamId) {
        if (!streams.exists(streamId)) {
            throw new ProblemException(
                    NOT_FOUND,
                    "there is no stream '" + StreamService.shown(streamId) + "'; PUT /api/streams/ID registers one");
        }
    }

    /** Returns the stream of a key; empty if the key does not exist or its secret is wrong. */
    @Transactional
    Optional<String> streamOf(CameraKeyText key) {
        return keys.findByIdOptional(key.id())
                .filter(stored -> key.matches(stored.secretHash))
                .map(stored -> stored.streamId);
    }
}
