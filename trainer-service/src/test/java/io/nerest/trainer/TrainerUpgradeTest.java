package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.schema.ReleasedSchema;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** During an upgrade, pods of the previous release work on the schema of this one. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainerUpgradeTest {
    @Inject
    DataSource dataSource;

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
}
