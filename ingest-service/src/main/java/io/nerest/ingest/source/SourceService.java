package io.nerest.ingest.source;

import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import io.nerest.video.address.CameraUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registers sources. Their credentials are stored encrypted, and are returned to decoders alone. */
@ApplicationScoped
public class SourceService {
    private final SourceRepository sources;
    private final SourceValidator validator;
    private final CredentialCipher cipher;
    private final StreamService streams;

    SourceService(SourceRepository sources, SourceValidator validator, CredentialCipher cipher, StreamService streams) {
        this.sources = sources;
        this.validator = validator;
        this.cipher = cipher;
        this.streams = streams;
    }

    /**
     * Registers a source, or replaces its definition. Registers its stream if there is none.
     *
     * @return whether the source is new
     * @throws ProblemException 422 if the definition breaks a rule; 409 if the YAML file defines the source
     */
    @Transactional
    public boolean put(String streamId, SourceRequest request) {
        validator.check(request);
        if (sources.findByIdOptional(streamId).filter(source -> source.fromFile).isPresent()) {
            throw new ProblemException(
                    409, "source '" + streamId + "' is defined by the YAML file of sources; change it there");
        }
        return store(streamId, request, false);
    }

    private boolean store(String streamId, SourceRequest request, boolean fromFile) {
        if (!streams.exists(streamId)) {
            streams.register(streamId, streamId);
        }
        String given = request.url();
        CameraUrl url = given == null ? null : CameraUrl.parse(given);
        byte[] secret = given != null && url != null && url.hasSecret() ? cipher.encrypt(streamId, given) : null;
        String definition = SourceJson.write(url == null ? request : request.withUrl(url.shown()));
        return sources.upsert(streamId, definition, secret, fromFile, request.isEnabled());
    }

    /**
     * Makes the sources of the YAML file those of the database. Sources that were registered over REST stay.
     *
     * @param defined checked definitions by stream
     * @return the number of sources that were added, changed or removed
     */
    @Transactional
    public int replaceFileSources(Map<String, SourceRequest> defined) {
        int changed = 0;
        Map<String, SourceEntity> stored = new HashMap<>();
        sources.sorted().forEach(source -> stored.put(source.streamId, source));
        for (Map.Entry<String, SourceRequest> entry : defined.entrySet()) {
            SourceEntity before = stored.get(entry.getKey());
            if (before == null || !before.fromFile || !isSame(before, entry.getValue())) {
                store(entry.getKey(), entry.getValue(), true);
                changed++;
            }
        }
        for (SourceEntity source : stored.values()) {
            if (source.fromFile && !defined.containsKey(source.streamId)) {
                sources.deleteById(source.streamId);
                changed++;
            }
        }
        return changed;
    }

    private boolean isSame(SourceEntity stored, SourceRequest request) {
        SourceRequest shown = request.url() == null
                ? request
                : request.withUrl(CameraUrl.parse(request.url()).shown());
        return stored.request().equals(shown)
                && (stored.secret == null
                        ? request.url() == null
                                || !CameraUrl.parse(request.url()).hasSecret()
                        : cipher.decrypt(stored.streamId, stored.secret)
                                .filter(url -> url.equals(request.url()))
                                .isPresent());
    }

    /**
     * Removes a source. Its stream and frames stay.
     *
     * @throws ProblemException 404 if it does not exist; 409 if the YAML file defines it
     */
    @Transactional
    public void remove(String streamId) {
        if (find(streamId).fromFile) {
            throw new ProblemException(
                    409, "source '" + streamId + "' is defined by the YAML file of sources; remove it there");
        }
        sources.deleteById(streamId);
    }

    /** Returns all sources, ordered by stream. */
    @Transactional
    public List<SourceView> list() {
        return sources.sorted().stream().map(SourceEntity::toView).toList();
    }

    /** Returns the number of sources that a pod should read. */
    @Transactional
    long count() {
        return sources.count(
                "state not in ?1", List.of(SourceState.FINISHED, SourceState.FAILED, SourceState.DISABLED));
    }

    /**
     * Returns a source.
     *
     * @throws ProblemException 404 if it does not exist
     */
    @Transactional
    public SourceView get(String streamId) {
        return find(streamId).toView();
    }

    private SourceEntity find(String streamId) {
        return sources.findByIdOptional(streamId)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "source '" + StreamService.shown(streamId) + "' does not exist; GET /api/sources lists them"));
    }
}
