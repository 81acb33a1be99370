package io.nerest.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.schema.ReleasedSchema;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** During an upgrade, pods of the previous release work on the schema of this one. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class IngestUpgradeTest {
    @Inject
    DataSource dataSource;

    @Inject
    Flyway flyway;

    @Test
    void podsOfThePreviousReleaseWorkOnThisSchema() throws Exception {
        ReleasedSchema present;
        try (Connection database = dataSource.getConnection()) {
            present = ReleasedSchema.of(database);
        }

        ReleasedSchema previous = ReleasedSchema.previous(present);

        assertThat(previous.tables()).containsKeys("outbox", "inbox");
        assertThat(previous.brokenBy(present)).isEmpty();
    }

    @Test
    void aPodOfThisVersionStartsOnTheSchemaOfALaterOne() throws Exception {
        try (Connection database = dataSource.getConnection();
                Statement statement = database.createStatement()) {
            statement.execute(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, execution_time, success)"
                            + " VALUES (100000, '999', 'later', 'SQL', 'V999__later.sql', 1, 'test', 1, true)");
            try {
                assertThatCode(flyway::migrate).doesNotThrowAnyException();
            } finally {
                statement.execute("DELETE FROM flyway_schema_history WHERE installed_rank = 100000");
            }
        }
    }
}
