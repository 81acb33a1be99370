package io.nerest.testing;

import java.util.Map;

/**
 * Kafka, PostgreSQL and S3, running. Addresses stay the same when a part is killed and started again; so does what the
 * part stored.
 */
public interface Platform extends AutoCloseable {
    /** The database that services share, a schema each. */
    String DATABASE = "nerest";

    String DATABASE_USER = "postgres";
    String DATABASE_PASSWORD = "postgres";
    String S3_ACCESS_KEY = "nerest";
    String S3_SECRET_KEY = "nerest-secret";

    /** The port of a part on localhost. */
    int port(PlatformPart part);

    /** Kills a part without warning, as {@code kill -9} does. */
    void kill(PlatformPart part);

    /** Starts a part that was killed, on the state it left, and returns once it accepts requests. */
    void start(PlatformPart part);

    /** Ends every part; none is left behind. */
    @Override
    void close();

    /** {@code host:port} of the broker. */
    default String kafkaBootstrapServers() {
        return "localhost:" + port(PlatformPart.KAFKA);
    }

    default String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port(PlatformPart.POSTGRES) + "/" + DATABASE;
    }

    default String s3Endpoint() {
        return "http://localhost:" + port(PlatformPart.S3);
    }

    /** The properties by which a service finds this platform. */
    default Map<String, String> configuration() {
        return Map.of(
                "kafka.bootstrap.servers", kafkaBootstrapServers(),
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", DATABASE_USER,
                "quarkus.datasource.password", DATABASE_PASSWORD,
                "nerest.s3.endpoint", s3Endpoint(),
                "nerest.s3.access-key", S3_ACCESS_KEY,
                "nerest.s3.secret-key", S3_SECRET_KEY);
    }
}
