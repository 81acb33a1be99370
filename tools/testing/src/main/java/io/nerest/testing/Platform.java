package io.nerest.testing;

import java.util.Map;

/**
 * A running Kafka, PostgreSQL and S3. A part that is killed and started again keeps its address and its data.
 */
public interface Platform extends AutoCloseable {
    /** The database of all services; each has its own schema. */
    String DATABASE = "nerest";

    String DATABASE_USER = "postgres";
    String DATABASE_PASSWORD = "postgres";
    String S3_ACCESS_KEY = "nerest";
    String S3_SECRET_KEY = "nerest-secret";

    /** Returns the port of a part on localhost. */
    int port(PlatformPart part);

    /** Kills a part with SIGKILL. */
    void kill(PlatformPart part);

    /** Starts a killed part on its data and returns when it accepts requests. */
    void start(PlatformPart part);

    /** Stops all parts and waits for their end. */
    @Override
    void close();

    /** Returns {@code host:port} of the broker. */
    default String kafkaBootstrapServers() {
        return "localhost:" + port(PlatformPart.KAFKA);
    }

    default String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port(PlatformPart.POSTGRES) + "/" + DATABASE;
    }

    default String s3Endpoint() {
        return "http://localhost:" + port(PlatformPart.S3);
    }

    /** Returns the configuration properties of a service on this platform. */
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
