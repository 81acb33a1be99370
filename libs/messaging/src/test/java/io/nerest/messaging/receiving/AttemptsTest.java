package io.nerest.messaging.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final RecordPosition POSITION = new RecordPosition("frames", 2, 41);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Attempts attempts = new Attempts(new QuickRetries(3), meters);
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> givenUp = new ArrayList<>();

    @Test
    void aTransientFailureIsRetriedUntilItSucceeds() {
        attempts.run(POSITION, () -> failUntil(10, new IOException("refused")), this::giveUp);

        assertThat(calls).hasValue(10);
        assertThat(givenUp).isEmpty();
        assertThat(meters.counter("nerest.events.retries", "topic", "frames").count())
                .isEqualTo(9);
    }

    @Test
    void anInvalidEventIsGivenUpAfterOneAttemptWithItsReason() {
        attempts.run(POSITION, () -> failUntil(10, new RejectedEventException("'cx' is missing")), this::giveUp);

        assertThat(calls).hasValue(1);
        assertThat(givenUp).containsExactly("'cx' is missing");
    }

    @Test
    void anUnknownFailureIsGivenUpAfterTheConfiguredAttempts() {
        attempts.run(POSITION, () -> failUntil(10, new IllegalStateException("a defect")), this::giveUp);

        assertThat(calls).hasValue(3);
        assertThat(givenUp).containsExactly("IllegalStateException: a defect");
    }

    @Test
    void transientFailuresDoNotCountAgainstTheLimitOfUnknownOnes() {
        attempts.run(
                POSITION,
                () -> failUntil(
                        6, calls.get() % 2 == 0 ? new IOException("refused") : new IllegalStateException("a defect")),
                this::giveUp);

        assertThat(calls).hasValue(6);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void givingUpIsRetriedUntilItSucceeds() {
        AtomicInteger refusals = new AtomicInteger();

        attempts.run(
                POSITION,
                () -> {
                    throw new RejectedEventException("invalid");
                },
                (reason, cause) -> {
                    if (refusals.incrementAndGet() < 8) {
                        throw new IllegalStateException("the database fails");
                    }
                    giveUp(reason, cause);
                });

        assertThat(givenUp).containsExactly("invalid");
    }

    @Test
    void theReasonIsTheFirstCauseWithAMessage() {
        attempts.run(
                POSITION,
                () -> failUntil(10, new IllegalStateException(null, new IllegalArgumentException("no such class"))),
                this::giveUp);

        assertThat(givenUp).containsExactly("IllegalArgumentException: no such class");
    }

    @Test
    void aRetriedRecordIsListedWithItsReasonUntilItIsHandled() {
        List<String> listed = new ArrayList<>();

        attempts.run(
                POSITION,
                () -> {
                    attempts.retrying().forEach((position, state) -> listed.add(position + " " + state.reason()));
                    failUntil(2, new IOException("refused"));
                },
                this::giveUp);

        assertThat(listed).containsExactly("frames-2@41 IOException: refused");
        assertThat(attempts.retrying()).isEmpty();
    }

    @Test
    void aRetriedRecordIsListedSinceItsFirstFailure() {
        List<Instant> since = new ArrayList<>();

        attempts.run(
                POSITION,
                () -> {
                    attempts.retrying().values().forEach(state -> since.add(state.since()));
                    failUntil(4, new IOException("refused"));
                },
                this::giveUp);

        assertThat(since).hasSize(3).containsOnly(since.get(0));
    }

    @Test
    void pausesBetweenAttemptsGrowUpToTheirLimit() {
        Attempts slow = new Attempts(new QuickRetries(3, Duration.ofMillis(20), Duration.ofMillis(60)), meters);
        long start = System.nanoTime();

        slow.run(POSITION, () -> failUntil(5, new IOException("refused")), this::giveUp);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(20 + 40 + 60 + 60), Duration.ofSeconds(20));
    }

    @Test
    void stoppingTheServiceEndsTheRetriesWithoutGivingUp() throws Exception {
        attempts.stop(new ShutdownEvent());

        assertThatThrownBy(() -> attempts.run(POSITION, () -> failUntil(10, new IOException("refused")), this::giveUp))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("frames-2@41");
        assertThat(givenUp).isEmpty();
        assertThat(attempts.retrying()).isEmpty();
    }

    @Test
    void stoppingTheServiceWaitsForTheRecordThatIsHandled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> handling = CompletableFuture.runAsync(() -> attempts.run(
                POSITION,
                () -> {
                    begun.countDown();
                    awaitStop();
                    calls.incrementAndGet();
                },
                this::giveUp));
        begun.await();

        attempts.stop(new ShutdownEvent());

        assertThat(calls).hasValue(1);
        handling.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptionEndsTheRetriesAndIsKept() {
        assertThatThrownBy(() -> attempts.run(
                        POSITION,
                        () -> {
                            throw new InterruptedException();
                        },
                        this::giveUp))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(givenUp).isEmpty();
    }

    /** Returns when further records are refused because the service stops. */
    private void awaitStop() throws InterruptedException {
        try {
            while (true) {
                attempts.run(new RecordPosition("frames", 2, 42), () -> {}, this::giveUp);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (CancellationException e) {
            // The service stops.
        }
    }

    private void failUntil(int success, Exception failure) throws Exception {
        if (calls.incrementAndGet() < success) {
            throw failure;
        }
    }

    private void giveUp(String reason, Throwable cause) {
        givenUp.add(reason);
    }
}
