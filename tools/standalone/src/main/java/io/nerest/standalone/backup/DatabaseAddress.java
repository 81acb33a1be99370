package io.nerest.standalone.backup;

import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database of an installation.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}
 * @param user owner of all schemas
 * @param password the user's
 */
record DatabaseAddress(String url, String user, String password) {

    static DatabaseAddress of(Endpoints endpoints) {
        return new DatabaseAddress(endpoints.jdbcUrl(), Endpoints.DATABASE_USER, Endpoints.DATABASE_PASSWORD);
    }

    Connection connect() throws IOException {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new IOException("the database at " + url + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** The password must not reach a log. */
    @Override
    public String toString() {
        return url;
    }
}
