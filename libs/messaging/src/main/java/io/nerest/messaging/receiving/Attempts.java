package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.retry.Backoff;
import io.nerest.messaging.retry.RetryPolicy;
import io.nerest.service.failure.Failure;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Repeats the handling of a record until it succeeds or the record is given up. */
@ApplicationScoped
class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final RetryPolicy policy;
    private final Backoff backoff;
    private final MeterRegistry meters;
    private final Map<RecordPosition, Retrying> retrying = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    Attempts(InboxConfig config, MeterRegistry meters) {
        this.policy = new RetryPolicy(config.attempts());
        this.backoff = new Backoff(config.firstPause(), config.longestPause());
        this.meters = meters;
    }

    /**
     * State of a record that is being retried.
     *
     * @param since time of its first failure
     * @param reason message of its last failure
     */
    record Retrying(Instant since, String reason) {}

    /** One attempt at handling. */
    interface Attempt {
        void run() throws Exception;
    }

    /** Stores a record as a dead letter. */
    interface GiveUp {
        void run(String reason, Throwable cause) throws Exception;
    }

    /**
     * Runs an attempt until it succeeds. If the policy gives the record up, {@code giveUp} runs instead, without a limit of
     * attempts.
     *
     * @throws CancellationException if the service stops first; the record is neither handled nor given up
     */
    void run(RecordPosition position, Attempt attempt, GiveUp giveUp) {
        try {
            repeat(position, attempt, policy).ifPresent(cause -> {
                String reason = reason(cause);
                repeat(position, () -> giveUp.run(reason, cause), RetryPolicy.UNLIMITED);
            });
        } finally {
            retrying.remove(position);
        }
    }

    /** Returns the failure that ended the attempts, or empty after success. */
    private Optional<Throwable> repeat(RecordPosition position, Attempt attempt, RetryPolicy policy) {
        int unknown = 0;
        for (int failures = 1; ; failures++) {
            try {
                attempt.run();
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cancelled(position);
            } catch (Exception e) {
                Failure failure = Failure.of(e);
                if (failure == Failure.UNKNOWN) {
                    LOG.errorf(e, "handling %s failed", position);
                    unknown++;
                }
                if (policy.after(failure, unknown) == RetryPolicy.Decision.GIVE_UP) {
                    return Optional.of(e);
                }
                noteRetry(position, e);
            }
            pause(position, backoff.after(failures));
        }
    }

    private void noteRetry(RecordPosition position, Exception e) {
        meters.counter("nerest.events.retries", "topic", position.topic()).increment();
        String reason = reason(e);
        Retrying before = retrying.get(position);
        if (before == null) {
            LOG.warnf("%s is retried: %s", position, reason);
        }
        retrying.put(position, new Retrying(before == null ? Instant.now() : before.since(), reason));
    }

    private static String reason(Throwable thrown) {
        Throwable informative = thrown;
        while (informative.getMessage() == null && informative.getCause() != null) {
            informative = informative.getCause();
        }
        if (informative instanceof RejectedEventException) {
            return String.valueOf(informative.getMessage());
        }
        return Failure.of(thrown) == Failure.REJECTED
                ? "the event has a value that cannot be used: "
                        + rootCause(thrown).getMessage()
                : informative.getClass().getSimpleName() + ": " + informative.getMessage();
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void pause(RecordPosition position, Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw cancelled(position);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(position);
        }
    }

    private static CancellationException cancelled(RecordPosition position) {
        return new CancellationException(
                "the service stops before " + position + " is handled; the record is delivered again");
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    /** Returns the records that are being retried, with their first failure and last reason. */
    Map<RecordPosition, Retrying> retrying() {
        return Map.copyOf(retrying);
    }
}
