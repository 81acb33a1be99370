package io.nerest.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.messaging.retry.RetryPolicy.Decision;
import io.nerest.service.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "REJECTED, 0, GIVE_UP",
        "TRANSIENT, 0, RETRY",
        "TRANSIENT, 1000, RETRY",
        "UNKNOWN, 1, RETRY",
        "UNKNOWN, 2, RETRY",
        "UNKNOWN, 3, GIVE_UP",
        "UNKNOWN, 4, GIVE_UP"
    })
    void invalidEventsAreGivenUpAtOnceTransientOnesNeverAndUnknownOnesAtTheLimit(
            Failure failure, int unknown, Decision decision) {
        assertThat(new RetryPolicy(3).after(failure, unknown)).isEqualTo(decision);
    }

    @Test
    void anUnlimitedPolicyRetriesUnknownFailures() {
        assertThat(RetryPolicy.UNLIMITED.after(Failure.UNKNOWN, 1_000_000)).isEqualTo(Decision.RETRY);
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "3, 800", "6, 6400", "7, 10000", "50, 10000", "2000000000, 10000"})
    void thePauseDoublesUpToItsLimit(int failures, long millis) {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

        assertThat(backoff.after(failures)).isEqualTo(Duration.ofMillis(millis));
    }
}
