package io.nerest.standalone.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.LabelEffort;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Repairs what services do not know of each other after all topics were lost. Events that were sent and not handled are found
 * by comparing the schemas, and put into the outboxes again. No service may run meanwhile.
 */
final class LostEvents {
    /** Frames that the selector does not know, or of which it has no score, or which have expired there alone. */
    private static final String UNKNOWN_FRAMES = """
            select f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height,
                f.sha256, f.captured_at, f.registered_at, f.source
            from ingest.frame f left join selector.frame s on s.id = f.id
            where (s.captured_at is null or s.expired_at is not null
                    or s.unscorable is null and not exists (select 1 from selector.score c where c.frame_id = f.id))
                and not exists (select 1 from ingest.outbox o where o.topic = 'frames' and o.key = f.id::text)
                and not exists (select 1 from scoring.outbox o where o.topic = 'detections' and o.key = f.id::text)
            order by f.registered_at, f.id""";

    private static final String UNKNOWN_LABELS = """
            select f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height,
                l.id, l.revision, l.author, l.boxes, l.labelled_at, l.effort, l.withdrawn
            from ingest.label l join ingest.frame f on f.id = l.frame_id
            left join selector.label s on s.frame_id = l.frame_id
            where l.revision > coalesce(s.revision, 0)
                and l.revision = (select max(newest.revision) from ingest.label newest where newest.frame_id = l.frame_id)
            order by l.labelled_at, l.id""";

    /** Scores whose event the selector never handled: the frames are scored again. */
    private static final String LOST_SCORES = """
            delete from scoring.frame_score p
            where exists (select 1 from ingest.frame f where f.id = p.frame_id)
                and not exists (select 1 from selector.score c where c.model_id = p.model_id and c.frame_id = p.frame_id)
                and not exists (select 1 from scoring.outbox o where o.topic = 'detections' and o.key = p.frame_id::text)""";

    /** Frames of batches and draws never expire. */
    private static final String SELECTED = """
            insert into ingest.frame_use (frame_id, selected)
            select f.id, true from ingest.frame f
            where f.id in (select frame_id from selector.batch_frame union select frame_id from selector.season_draw)
            on conflict (frame_id) do update set selected = true where not frame_use.selected""";

    /** Frames that ingest has removed, if the selector never learnt it: their rows would stay. */
    private static final String EXPIRED = """
            update selector.frame s set expired_at = now(),
                unscorable = coalesce(unscorable, 'the frame is empty and has expired by the retention rule')
            where s.expired_at is null and s.captured_at is not null and s.label_revision is null
                and not exists (select 1 from ingest.frame f where f.id = s.id)""";

    /** Marks of records by their position: in the new topics other records have these positions. */
    private static final List<String> POSITIONS = List.of(
            "delete from ingest.inbox where source in ('kafka', 'dead-letter')",
            "delete from scoring.inbox where source in ('kafka', 'dead-letter')",
            "delete from selector.inbox where source in ('kafka', 'dead-letter')",
            "delete from trainer.inbox where source in ('kafka', 'dead-letter')",
            "delete from selector.topic_position",
            "delete from selector.dead_letter_decision");

    private static final String ADD = "insert into ingest.outbox (topic, key, headers, payload) values (?, ?, ?, ?)";
    private static final int FETCH = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DatabaseAddress address;

    LostEvents(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * What was sent again.
     *
     * @param frames frames that are registered again for scoring and the selector
     * @param labels labels that the selector did not know
     * @param scores scores that the selector never received; their frames are scored again
     */
    record Found(int frames, int labels, int scores) {}

    /** Finds and repeats lost events, in one transaction. */
    Found repeat() throws IOException {
        try (Connection database = address.connect()) {
            database.setAutoCommit(false);
            for (String positions : POSITIONS) {
                execute(database, positions);
            }
            execute(database, SELECTED);
            execute(database, EXPIRED);
            int scores = execute(database, LOST_SCORES);
            int frames = repeatAll(database, UNKNOWN_FRAMES, Topics.FRAMES, LostEvents::registered);
            int labels = repeatAll(database, UNKNOWN_LABELS, Topics.LABELS, LostEvents::labelled);
            database.commit();
            return new Found(frames, labels, scores);
        } catch (SQLException e) {
            throw new IOException(
                    "lost events cannot be found in the database at " + address + ": " + e.getMessage(), e);
        }
    }

    private static int execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Reads an event from a row whose first columns are those of a frame. */
    @FunctionalInterface
    private interface EventOfRow<T> {
        T read(FrameRef frame, ResultSet row) throws SQLException;
    }

    private static <T> int repeatAll(Connection database, String sql, Topic<T> topic, EventOfRow<T> event)
            throws SQLException {
        int count = 0;
        try (Statement query = database.createStatement();
                PreparedStatement add = database.prepareStatement(ADD)) {
            query.setFetchSize(FETCH);
            try (ResultSet rows = query.executeQuery(sql)) {
                while (rows.next()) {
                    FrameRef frame = frame(rows);
                    add.setString(1, topic.name());
                    add.setString(2, frame.frameId().toString());
                    add.setString(3, headers(topic));
                    add.setBytes(4, EventJson.write(event.read(frame, rows)));
                    add.addBatch();
                    count++;
                    if (count % FETCH == 0) {
                        add.executeBatch();
                    }
                }
            }
            add.executeBatch();
        }
        return count;
    }

    private static FrameRef frame(ResultSet row) throws SQLException {
        return new FrameRef(
                row.getObject(1, UUID.class),
                row.getString(2),
                new ObjectRef(row.getString(3), row.getString(4), row.getString(5), row.getLong(6)),
                row.getInt(7),
                row.getInt(8));
    }

    private static FrameRegistered registered(FrameRef frame, ResultSet row) throws SQLException {
        return new FrameRegistered(
                frame, row.getString(9), time(row, 10), time(row, 11), FrameSource.valueOf(row.getString(12)));
    }

    private static FrameLabelled labelled(FrameRef frame, ResultSet row) throws SQLException {
        return new FrameLabelled(
                row.getObject(9, UUID.class),
                frame,
                List.of(EventJson.read(bytes(row.getString(12)), LabelledBox[].class)),
                row.getString(11),
                row.getInt(10),
                time(row, 13),
                effort(row.getString(14)),
                row.getBoolean(15) ? true : null);
    }

    private static @Nullable LabelEffort effort(@Nullable String json) {
        return json == null ? null : EventJson.read(bytes(json), LabelEffort.class);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As the outbox of a service stores them. */
    private static String headers(Topic<?> topic) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, bytes(EventHeaders.SPEC_VERSION_VALUE));
        headers.put(EventHeaders.ID, bytes(UUID.randomUUID().toString()));
        headers.put(EventHeaders.TYPE, bytes(topic.eventType()));
        headers.put(EventHeaders.SOURCE, bytes("/nerest/ingest"));
        headers.put(EventHeaders.TIME, bytes(Instant.now(Clock.systemUTC()).toString()));
        headers.put(EventHeaders.CONTENT_TYPE, bytes(EventHeaders.JSON));
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers cannot be written", e);
        }
    }
}
