package io.nerest.standalone.backup;

import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

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

    /**
     * An address with the credentials that the services have in their environment.
     *
     * @throws IllegalArgumentException if it is no JDBC URL of PostgreSQL, or a variable is missing
     */
    static DatabaseAddress of(String url, Map<String, String> environment) {
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "--database=" + url + ": must have the form jdbc:postgresql://HOST:PORT/DATABASE");
        }
        return new DatabaseAddress(
                url,
                required(environment, "QUARKUS_DATASOURCE_USERNAME"),
                required(environment, "QUARKUS_DATASOURCE_PASSWORD"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
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
