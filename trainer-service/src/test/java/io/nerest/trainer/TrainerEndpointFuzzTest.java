package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.fuzz.EndpointFuzzer;
import io.nerest.testing.fuzz.FuzzReport;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainerEndpointFuzzTest {
    private static final Logger LOG = Logger.getLogger(TrainerEndpointFuzzTest.class);
    private static final long MOST_GROWTH = 64 << 20;

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyRequestIsAnsweredAndEveryRejectionIsAProblemInPlainWords() throws Exception {
        FuzzReport report = new EndpointFuzzer(
                        service, Set.of("POST /api/models/{id}/promote", "DELETE /api/trainings/{id}"))
                .run();

        LOG.info(report);
        assertThat(report.findings()).as(report.toString()).isEmpty();
        assertThat(report.heapAfter() - report.heapBefore())
                .as("growth of the heap, in bytes")
                .isLessThan(MOST_GROWTH);
    }
}
