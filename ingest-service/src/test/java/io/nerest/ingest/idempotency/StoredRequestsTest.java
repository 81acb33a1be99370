package io.nerest.ingest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class StoredRequestsTest {
    private static final Instant NOON = Instant.parse("2100-08-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    StoredRequests requests;

    private final StoredRequests.Id id =
            new StoredRequests.Id("anna", "POST /api/labels", UUID.randomUUID().toString());

    private Optional<StoredRequests.Stored> begin(String fingerprint, Instant now) {
        return requests.begin(id, fingerprint, now, Instant.EPOCH, now.minus(LEASE));
    }

    @Test
    void aRequestIsProcessedOnceAndTakenOverIfItsPodWasKilled() {
        assertThat(begin("a", NOON)).isEmpty();
        assertThat(begin("a", NOON.plusSeconds(29))).contains(new StoredRequests.Stored("a", null));
        assertThat(begin("b", NOON.plusSeconds(31))).contains(new StoredRequests.Stored("a", null));
        assertThat(begin("a", NOON.plusSeconds(31))).isEmpty();
        assertThat(begin("a", NOON.plusSeconds(32))).contains(new StoredRequests.Stored("a", null));

        requests.end(id, "{}");
        assertThat(begin("a", NOON.plusSeconds(99))).contains(new StoredRequests.Stored("a", "{}"));

        requests.delete(id); // an answer is not forgotten
        assertThat(begin("a", NOON.plusSeconds(99))).contains(new StoredRequests.Stored("a", "{}"));
    }

    @Test
    void aRequestIsForgottenAfterItsTime() {
        assertThat(begin("a", NOON)).isEmpty();
        requests.end(id, "{}");

        assertThat(requests.begin(id, "b", NOON.plusSeconds(9), Instant.EPOCH, NOON))
                .isPresent();
        assertThat(requests.begin(id, "b", NOON.plusSeconds(9), NOON.plusMillis(1), NOON))
                .isEmpty();
    }
}
