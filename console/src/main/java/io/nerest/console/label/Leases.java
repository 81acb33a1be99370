package io.nerest.console.label;

import io.nerest.console.session.ConsoleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reserves frames for annotators, so that no two of them label one frame. */
@ApplicationScoped
class Leases {
    /** The selector receives a label within seconds; until then its frame must not be handed out again. */
    private static final Duration AFTER_LABEL = Duration.ofMinutes(10);

    private static final String TAKE = """
            insert into lease (frame_id, holder, expires_at) values (?, ?, now() + ? * interval '1 millisecond')
            on conflict (frame_id) do update set holder = excluded.holder, expires_at = excluded.expires_at, labelled = false
            where lease.expires_at < now() or (lease.holder = excluded.holder and not lease.labelled)
            """;

    /** A chosen frame may have a label, so a new one is no reason to withhold it. */
    private static final String TAKE_CHOSEN = TAKE.stripTrailing() + " or lease.labelled";

    /** Frames that an annotator skipped are handed out in small numbers: the others stay free for other annotators. */
    private static final int SKIPPED = 5;

    private final DataSource database;
    private final Duration duration;

    Leases(DataSource database, ConsoleConfig config) {
        this.database = database;
        this.duration = config.lease();
    }

    /**
     * Reserves frames.
     *
     * @param holder annotator and page
     * @param annotator receives frames that this annotator skipped only when no others are left, the longest skipped first
     * @param wanted frames in the order of preference
     * @param count how many frames to reserve
     * @return the reserved frames, those of the holder first among equals; fewer if others hold the rest
     */
    List<UUID> take(String holder, String annotator, List<UUID> wanted, int count) {
        try (Connection connection = database.getConnection()) {
            Set<UUID> skipped = skipped(connection, annotator);
            List<UUID> fresh =
                    wanted.stream().filter(frame -> !skipped.contains(frame)).toList();
            List<UUID> taken = take(connection, TAKE, holder, fresh, count);
            if (!taken.isEmpty()) {
                return taken;
            }
            Set<UUID> waiting = Set.copyOf(wanted);
            return take(
                    connection,
                    TAKE,
                    holder,
                    skipped.stream().filter(waiting::contains).toList(),
                    Math.min(count, SKIPPED));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Reserves frames that a person has chosen, also those that the person skipped or that have just been labelled. */
    List<UUID> takeChosen(String holder, List<UUID> wanted, int count) {
        try (Connection connection = database.getConnection()) {
            return take(connection, TAKE_CHOSEN, holder, wanted, count);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private List<UUID> take(Connection connection, String statement, String holder, List<UUID> wanted, int count)
            throws SQLException {
        try (PreparedStatement expired = connection.prepareStatement("delete from lease where expires_at < now()");
                PreparedStatement take = connection.prepareStatement(statement)) {
            expired.executeUpdate();
            List<UUID> taken = new ArrayList<>();
            for (UUID frame : wanted) {
                if (taken.size() == count) {
                    break;
                }
                take.setObject(1, frame);
                take.setString(2, holder);
                take.setLong(3, duration.toMillis());
                if (take.executeUpdate() == 1) {
                    taken.add(frame);
                }
            }
            return taken;
        }
    }

    /** The frames that an annotator skipped, the longest skipped first. */
    private static Set<UUID> skipped(Connection connection, String annotator) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select frame_id from skipped_frame where annotator = ? order by skipped_at")) {
            query.setString(1, annotator);
            Set<UUID> frames = new LinkedHashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    frames.add(rows.getObject(1, UUID.class));
                }
            }
            return frames;
        }
    }

    /** Keeps a frame from being handed out again, since its label is stored. */
    void labelled(UUID frame, String holder) {
        update("""
                insert into lease (frame_id, holder, expires_at, labelled)
                values (?, ?, now() + ? * interval '1 millisecond', true)
                on conflict (frame_id) do update set holder = excluded.holder, expires_at = excluded.expires_at, labelled = true
                """, frame, holder, AFTER_LABEL.toMillis());
    }

    /** Gives the frames of a page that was closed to others. */
    void release(String holder) {
        update("delete from lease where holder = ? and not labelled", holder);
    }

    /** Gives a frame to other annotators. */
    void skip(UUID frame, String annotator) {
        update(
                "insert into skipped_frame (frame_id, annotator) values (?, ?)"
                        + " on conflict (frame_id, annotator) do update set skipped_at = now()",
                frame,
                annotator);
        update("delete from lease where frame_id = ? and holder like ? || '/%' and not labelled", frame, annotator);
    }

    private void update(String statement, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("the reservations of frames cannot be stored: " + e.getMessage(), e);
    }
}
