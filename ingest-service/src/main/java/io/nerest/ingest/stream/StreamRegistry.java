package io.nerest.ingest.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Which streams there are. */
@ApplicationScoped
public class StreamRegistry {
    /** Ids stand in object keys and URLs, so they hold nothing that either would escape. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final EntityManager database;
    /** Streams are never removed, so what was once known stays so. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    StreamRegistry(EntityManager database) {
        this.database = database;
    }

    /** Whether a stream of that id is registered. */
    @Transactional
    public boolean exists(String id) {
        if (known.contains(id)) {
            return true;
        }
        boolean exists = database.find(StreamEntity.class, id) != null;
        if (exists) {
            known.add(id);
        }
        return exists;
    }

    /** Registers a stream, or gives a registered one another name; true where it is new. */
    @Transactional
    public boolean register(String id, String name) {
        StreamEntity stream = database.find(StreamEntity.class, id);
        if (stream != null) {
            stream.name = name;
            return false;
        }
        database.persist(new StreamEntity(id, name, Instant.now(Clock.systemUTC())));
        return true;
    }

    /** All streams by id. */
    @Transactional
    public List<StreamEntity> all() {
        return database.createQuery("FROM StreamEntity ORDER BY id", StreamEntity.class)
                .getResultList();
    }
}
