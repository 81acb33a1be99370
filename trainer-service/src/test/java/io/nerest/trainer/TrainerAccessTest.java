package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.access.AccessTrial;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainerAccessTest {
    @TestHTTPResource("/")
    URI server;

    @Test
    void everyEndpointAdmitsTheRolesOfTheDocumentationAndNobodyElse() throws Exception {
        AccessTrial.Outcome outcome = new AccessTrial("trainer", server).run();

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.granted()).as("permissions that were used").isPositive();
        assertThat(outcome.refused()).as("requests that were refused").isGreaterThan(outcome.granted() / 2);
    }
}
