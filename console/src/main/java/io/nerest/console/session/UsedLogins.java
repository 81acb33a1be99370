package io.nerest.console.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Login tickets that were used: each opens one session. */
@ApplicationScoped
class UsedLogins {
    private final DataSource database;

    UsedLogins(DataSource database) {
        this.database = database;
    }

    /**
     * Marks a ticket as used.
     *
     * @return false if it was used before
     */
    boolean use(String nonce, Instant expires) {
        try (Connection connection = database.getConnection();
                PreparedStatement expired =
                        connection.prepareStatement("delete from used_login where expires_at < now()");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into used_login (nonce, expires_at) values (?, ?) on conflict do nothing")) {
            expired.executeUpdate();
            insert.setString(1, nonce);
            insert.setObject(2, expires.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot record a login: " + e.getMessage(), e);
        }
    }
}
