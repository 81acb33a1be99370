package io.nerest.console.label;

import io.nerest.console.session.ConsoleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
     * @param annotator does not receive frames that this annotator skipped
     * @param wanted frames in the order of preference
     * @param count how many frames to reserve
     * @return the reserved frames, those of the holder first among equals; fewer if others hold the rest
     */
    List<UUID> take(String holder, String annotator, List<UUID> wanted, int count) {
        try (Connection connection = database.getConnection();
                PreparedStatement expired = connection.prepareStatement("delete from lease where expires_at < now()");
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            expired.executeUpdate();
            Set<UUID> skipped = skipped(connection, annotator);
            List<UUID> taken = new ArrayList<>();
            for (UUID frame : wanted) {
                if (taken.size() == count) {
                    break;
                }
                if (skipped.contains(frame)) {
                    continue;
                }
                take.setObject(1, frame);
                take.setString(2, holder);
                take.setLong(3, duration.toMillis());
                if (take.executeUpdate() == 1) {
                    taken.add(frame);
                }
            }
            return taken;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Set<UUID> skipped(Connection connection, String annotator) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select frame_id from skipped_frame where annotator = ?")) {
            query.setString(1, annotator);
            Set<UUID> frames = new HashSet<>();
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
                "insert into skipped_frame (frame_id, annotator) values (?, ?) on conflict do nothing",
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
