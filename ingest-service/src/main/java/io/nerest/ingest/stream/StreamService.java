package io.nerest.ingest.stream;

import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Registers streams and checks that a stream exists. */
@ApplicationScoped
public class StreamService {
    /** Stream ids occur in object keys and URLs, so they contain only characters that neither escapes. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final int LONGEST_SHOWN = 100;

    private final StreamRepository streams;
    /** Streams are never removed, so a cached id stays valid. */
    private final Set<String> cachedIds = ConcurrentHashMap.newKeySet();

    StreamService(StreamRepository streams) {
        this.streams = streams;
    }

    /** Returns an id as it is shown in messages: without control characters, and not longer than a valid one. */
    public static String shown(String id) {
        String text = id.replaceAll("\\p{Cntrl}", "?");
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    @Transactional
    public boolean exists(String id) {
        if (cachedIds.contains(id)) {
            return true;
        }
        boolean exists = streams.findByIdOptional(id).isPresent();
        if (exists) {
            cachedIds.add(id);
        }
        return exists;
    }

    /**
     * Registers a stream, or renames it if it is registered.
     *
     * @return whether the stream is new
     */
    @Transactional
    public boolean register(String id, String name) {
        return streams.upsert(id, name, Instant.now(Clock.systemUTC()));
    }

    /** Returns all streams, ordered by id. */
    @Transactional
    public List<StreamView> list() {
        return streams.listAll(Sort.by("id")).stream().map(StreamEntity::toView).toList();
    }
}
