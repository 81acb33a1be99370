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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jboss.logging.Logger;

/** Repeats the handling of a record until it succeeds or the record is given up. */
@ApplicationScoped
class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);
    /** How long a stop waits for records that are being handled; they need the database, which is closed afterwards. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final RetryPolicy policy;
    private final Backoff backoff;
    private final MeterRegistry meters;
    private final Map<RecordPosition, Retrying> retrying = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** Records are handled under the shared lock; the service stops under the exclusive one. */
    private final ReadWriteLock handling = new ReentrantReadWriteLock();

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
     * @throws ServiceStoppingException if the service stops first; the record is neither handled nor given up
     */
    void run(RecordPosition position, Attempt attempt, GiveUp giveUp) {
        handling.readLock().lock();
        try {
            repeat(position, attempt, policy).ifPresent(cause -> {
                String reason = reason(cause);
                repeat(position, () -> giveUp.run(reason, cause), RetryPolicy.UNLIMITED);
            });
        } finally {
            handling.readLock().unlock();
            retrying.remove(position);
        }
    }

    /** Returns the failure that ended the attempts, or empty after success. */
    private Optional<Throwable> repeat(RecordPosition position, Attempt attempt, RetryPolicy policy) {
        int unknown = 0;
        for (int failures = 1; ; failures++) {
            if (stopping.getCount() == 0) {
                throw new ServiceStoppingException(position);
            }
            try {
                attempt.run();
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceStoppingException(position);
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
                throw new ServiceStoppingException(position);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceStoppingException(position);
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (handling.writeLock().tryLock(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            handling.writeLock().unlock();
        } else {
            LOG.warnf("a record is still being handled after %d s; it is delivered again", STOP_LIMIT.toSeconds());
        }
    }

    /** Returns the records that are being retried, with their first failure and last reason. */
    Map<RecordPosition, Retrying> retrying() {
        return Map.copyOf(retrying);
    }
}
