package io.nerest.messaging.receiving;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Marks of handled events. An event is marked in the transaction that handles it. */
@ApplicationScoped
class Inbox implements HandledEvents {
    private static final String MARK =
            "INSERT INTO inbox (consumer, source, event_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HANDLED = "SELECT source, event_id FROM inbox WHERE consumer = ?"
            + " AND (source, event_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))";
    private static final String DELETE_OLD = "DELETE FROM inbox WHERE handled_at < now() - make_interval(secs => ?)";

    private final AgroalDataSource dataSource;
    private final String consumer;

    Inbox(AgroalDataSource dataSource, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.consumer = application;
    }

    @Override
    public int mark(List<EventIdentity> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement mark = connection.prepareStatement(MARK)) {
            for (EventIdentity event : events) {
                mark.setString(1, consumer);
                mark.setString(2, event.source());
                mark.setString(3, event.id());
                mark.addBatch();
            }
            return Arrays.stream(mark.executeBatch()).sum();
        }
    }

    @Override
    public Set<EventIdentity> handled(Collection<EventIdentity> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(HANDLED)) {
            query.setString(1, consumer);
            query.setArray(2, texts(connection, events, EventIdentity::source));
            query.setArray(3, texts(connection, events, EventIdentity::id));
            Set<EventIdentity> handled = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    handled.add(new EventIdentity(rows.getString(1), rows.getString(2)));
                }
            }
            return handled;
        }
    }

    private static Array texts(
            Connection connection, Collection<EventIdentity> events, Function<EventIdentity, String> text)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(text).toArray());
    }

    /** Deletes marks older than the given age and returns their number. */
    int deleteOlderThan(Duration age) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE_OLD)) {
            delete.setDouble(1, (double) age.toSeconds());
            return delete.executeUpdate();
        }
    }
}
