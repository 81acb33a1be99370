package io.nerest.ingest.dataset;

import io.nerest.contracts.EventJson;
import io.nerest.ingest.dataset.DatasetDifference.Change;
import io.nerest.ingest.dataset.DatasetDifference.ChangedFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of data sets. All methods run in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class StoredDatasets {
    private static final String ENTRIES = """
            INSERT INTO dataset_entry (dataset, version, frame_id, label_id, split)
            SELECT cast(:name AS text), cast(:version AS int), f.id, l.id,
                   CASE WHEN f.stream_id = ANY (cast(:val AS text[])) THEN 'val'
                        WHEN f.stream_id = ANY (cast(:test AS text[])) THEN 'test' ELSE 'train' END
            FROM (SELECT DISTINCT ON (frame_id) frame_id, id, withdrawn FROM label ORDER BY frame_id, revision DESC) AS l
            JOIN frame f ON f.id = l.frame_id
            WHERE (cardinality(cast(:streams AS text[])) = 0 OR f.stream_id = ANY (cast(:streams AS text[])))
              AND f.captured_at >= :from AND f.captured_at < :to AND NOT l.withdrawn""";

    private static final String TOTALS = """
            SELECT count(*) AS frames, coalesce(sum(json_array_length(cast(l.boxes AS json))), 0) AS boxes,
                   encode(sha256(convert_to(coalesce(string_agg(
                       e.frame_id || ' ' || e.label_id || ' ' || e.split, ',' ORDER BY e.frame_id), ''), 'UTF8')), 'hex') AS digest
            FROM dataset_entry e JOIN label l ON l.id = e.label_id
            WHERE e.dataset = :name AND e.version = :version""";

    /** A frame is on one side, or on both. */
    private static final String SIDES = """
            FROM (SELECT * FROM dataset_entry WHERE dataset = :name AND version = :from) AS a
            FULL JOIN (SELECT * FROM dataset_entry WHERE dataset = :name AND version = :to) AS b ON b.frame_id = a.frame_id""";

    private static final String CHANGE = """
            CASE WHEN a.frame_id IS NULL THEN 'ADDED' WHEN b.frame_id IS NULL THEN 'REMOVED'
                 WHEN a.label_id <> b.label_id THEN 'RELABELLED' WHEN a.split <> b.split THEN 'MOVED'
                 ELSE 'UNCHANGED' END""";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final EntityManager rows;

    StoredDatasets(EntityManager rows) {
        this.rows = rows;
    }

    /** Stores a data set, or replaces its description; returns whether it is new. */
    boolean put(String name, String description, Instant now) {
        return (Boolean) rows.createNativeQuery("""
                        INSERT INTO dataset (name, description, created_at) VALUES (:name, :description, :now)
                        ON CONFLICT (name) DO UPDATE SET description = EXCLUDED.description
                        RETURNING (xmax = 0)""")
                .setParameter("name", name)
                .setParameter("description", description)
                .setParameter("now", now)
                .getSingleResult();
    }

    boolean delete(String name) {
        return rows.createNativeQuery("DELETE FROM dataset WHERE name = :name")
                        .setParameter("name", name)
                        .executeUpdate()
                == 1;
    }

    /** Returns whether a data set exists, and locks it until the transaction ends: versions are numbered one after the other. */
    boolean lock(String name) {
        return !rows.createNativeQuery("SELECT name FROM dataset WHERE name = :name FOR UPDATE", String.class)
                .setParameter("name", name)
                .getResultList()
                .isEmpty();
    }

    /** Returns one data set, or all by name. */
    List<DatasetView> list(@Nullable String name) {
        Map<String, List<DatasetVersion>> versions = versions(name);
        List<DatasetView> datasets = new ArrayList<>();
        for (Object row : rows.createNativeQuery(
                        "SELECT name, description, created_at FROM dataset WHERE cast(:name AS text) IS NULL OR name = :name ORDER BY name",
                        Tuple.class)
                .setParameter("name", name)
                .getResultList()) {
            Tuple dataset = (Tuple) row;
            String found = dataset.get("name", String.class);
            datasets.add(new DatasetView(
                    found,
                    dataset.get("description", String.class),
                    dataset.get("created_at", Instant.class),
                    versions.getOrDefault(found, List.of())));
        }
        return datasets;
    }

    private Map<String, List<DatasetVersion>> versions(@Nullable String name) {
        Map<String, List<DatasetVersion>> versions = new HashMap<>();
        for (Object found : rows.createNativeQuery("""
                        SELECT v.dataset, v.number, v.note, v.author, v.created_at, v.rule, v.frames, v.boxes, v.digest,
                               (SELECT string_agg(t.tag, ' ' ORDER BY t.tag) FROM dataset_tag t
                                WHERE t.dataset = v.dataset AND t.version = v.number) AS tags
                        FROM dataset_version v WHERE cast(:name AS text) IS NULL OR v.dataset = :name
                        ORDER BY v.dataset, v.number DESC""", Tuple.class)
                .setParameter("name", name)
                .getResultList()) {
            Tuple row = (Tuple) found;
            versions.computeIfAbsent(row.get("dataset", String.class), unused -> new ArrayList<>())
                    .add(version(row));
        }
        return versions;
    }

    private static DatasetVersion version(Tuple row) {
        String tags = row.get("tags", String.class);
        return new DatasetVersion(
                row.get("number", Number.class).intValue(),
                row.get("note", String.class),
                row.get("author", String.class),
                row.get("created_at", Instant.class),
                EventJson.read(row.get("rule", String.class).getBytes(StandardCharsets.UTF_8), DatasetRule.class),
                row.get("frames", Number.class).intValue(),
                row.get("boxes", Number.class).longValue(),
                row.get("digest", String.class),
                tags == null ? List.of() : List.of(tags.split(" ", -1)));
    }

    /** Adds an empty version. */
    void add(String name, int number, String author, DatasetRule rule, Instant now) {
        rows.createNativeQuery("""
                INSERT INTO dataset_version (dataset, number, note, author, created_at, rule, frames, boxes, digest)
                VALUES (:name, :number, :note, :author, :now, :rule, 0, 0, '')""")
                .setParameter("name", name)
                .setParameter("number", number)
                .setParameter("note", rule.note() == null ? "" : rule.note())
                .setParameter("author", author)
                .setParameter("now", now)
                .setParameter("rule", new String(EventJson.write(rule), StandardCharsets.UTF_8))
                .executeUpdate();
    }

    /** Adds the newest labels of the rule's frames to a version; returns how many. */
    int fill(String name, int number, DatasetRule rule) {
        Instant from = rule.from();
        Instant to = rule.to();
        return rows.createNativeQuery(ENTRIES)
                .setParameter("name", name)
                .setParameter("version", number)
                .setParameter("streams", DatasetRule.array(rule.streams()))
                .setParameter("val", DatasetRule.array(rule.val()))
                .setParameter("test", DatasetRule.array(rule.test()))
                .setParameter("from", from == null ? EARLIEST : from)
                .setParameter("to", to == null ? LATEST : to)
                .executeUpdate();
    }

    /** Stores the totals of a version, and returns its digest. */
    String close(String name, int number) {
        Tuple totals = (Tuple) rows.createNativeQuery(TOTALS, Tuple.class)
                .setParameter("name", name)
                .setParameter("version", number)
                .getSingleResult();
        String digest = totals.get("digest", String.class);
        rows.createNativeQuery(
                        "UPDATE dataset_version SET frames = :frames, boxes = :boxes, digest = :digest WHERE dataset = :name AND number = :number")
                .setParameter("frames", totals.get("frames", Number.class).intValue())
                .setParameter("boxes", totals.get("boxes", Number.class).longValue())
                .setParameter("digest", digest)
                .setParameter("name", name)
                .setParameter("number", number)
                .executeUpdate();
        return digest;
    }

    void deleteVersion(String name, int number) {
        rows.createNativeQuery("DELETE FROM dataset_version WHERE dataset = :name AND number = :number")
                .setParameter("name", name)
                .setParameter("number", number)
                .executeUpdate();
    }

    void tag(String name, String tag, int version) {
        rows.createNativeQuery("""
                INSERT INTO dataset_tag (dataset, tag, version) VALUES (:name, :tag, :version)
                ON CONFLICT (dataset, tag) DO UPDATE SET version = EXCLUDED.version""")
                .setParameter("name", name)
                .setParameter("tag", tag)
                .setParameter("version", version)
                .executeUpdate();
    }

    boolean untag(String name, String tag) {
        return rows.createNativeQuery("DELETE FROM dataset_tag WHERE dataset = :name AND tag = :tag")
                        .setParameter("name", name)
                        .setParameter("tag", tag)
                        .executeUpdate()
                == 1;
    }

    /**
     * Compares two versions.
     *
     * @param after frames after this id; empty for all
     * @param limit most frames
     */
    DatasetDifference difference(String name, int from, int to, Optional<UUID> after, int limit) {
        Map<Change, Long> counts = new EnumMap<>(Change.class);
        long unchanged = 0;
        for (Object found : rows.createNativeQuery(
                        "SELECT " + CHANGE + " AS change, count(*) AS frames " + SIDES + " GROUP BY 1", Tuple.class)
                .setParameter("name", name)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList()) {
            Tuple row = (Tuple) found;
            long frames = row.get("frames", Number.class).longValue();
            if (row.get("change", String.class).equals("UNCHANGED")) {
                unchanged = frames;
            } else {
                counts.put(Change.valueOf(row.get("change", String.class)), frames);
            }
        }
        List<ChangedFrame> frames = changed(name, from, to, after, limit + 1);
        boolean more = frames.size() > limit;
        List<ChangedFrame> page = more ? frames.subList(0, limit) : frames;
        return new DatasetDifference(
                from,
                to,
                counts.getOrDefault(Change.ADDED, 0L),
                counts.getOrDefault(Change.REMOVED, 0L),
                counts.getOrDefault(Change.RELABELLED, 0L),
                counts.getOrDefault(Change.MOVED, 0L),
                unchanged,
                List.copyOf(page),
                more ? page.get(page.size() - 1).frameId() : null);
    }

    private List<ChangedFrame> changed(String name, int from, int to, Optional<UUID> after, int limit) {
        List<ChangedFrame> frames = new ArrayList<>();
        for (Object found : rows.createNativeQuery("""
                        SELECT c.frame_id, f.stream_id, c.change, l.revision AS from_revision, m.revision AS to_revision,
                               c.from_split, c.to_split
                        FROM (SELECT coalesce(a.frame_id, b.frame_id) AS frame_id, %s AS change,
                                     a.label_id AS from_label, b.label_id AS to_label, a.split AS from_split, b.split AS to_split
                              %s) AS c
                        JOIN frame f ON f.id = c.frame_id
                        LEFT JOIN label l ON l.id = c.from_label LEFT JOIN label m ON m.id = c.to_label
                        WHERE c.change <> 'UNCHANGED' AND (cast(:after AS text) IS NULL OR c.frame_id > cast(:after AS uuid))
                        ORDER BY c.frame_id LIMIT :limit""".formatted(CHANGE, SIDES), Tuple.class)
                .setParameter("name", name)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("after", after.map(UUID::toString).orElse(null))
                .setParameter("limit", limit)
                .getResultList()) {
            Tuple row = (Tuple) found;
            frames.add(new ChangedFrame(
                    row.get("frame_id", UUID.class),
                    row.get("stream_id", String.class),
                    Change.valueOf(row.get("change", String.class)),
                    row.get("from_revision", Integer.class),
                    row.get("to_revision", Integer.class),
                    row.get("from_split", String.class),
                    row.get("to_split", String.class)));
        }
        return frames;
    }
}
