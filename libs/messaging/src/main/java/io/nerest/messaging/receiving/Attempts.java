package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.service.failure.Failure;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tries until it succeeds, or until trying is in vain. */
@ApplicationScoped
class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final InboxConfig config;
    private final MeterRegistry meters;
    private final Map<RecordPosition, Waiting> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    Attempts(InboxConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /**
     * A record that is being tried again.
     *
     * @param since when its first attempt failed
     * @param reason what the last attempt failed of
     */
    record Waiting(Instant since, String reason) {}

    /** One attempt at handling. */
    interface Attempt {
        void run() throws Exception;
    }

    /** What to do with a record when trying is in vain. */
    interface GiveUp {
        void run(String reason, Throwable cause) throws Exception;
    }

    /**
     * Runs an attempt until it succeeds. When the event is at fault, or the failure stays unexplained, the record is
     * given up instead, which is tried for as long as it takes.
     *
     * @throws CancellationException when the service stops first: the record is neither handled nor given up
     */
    void run(RecordPosition position, Attempt attempt, GiveUp giveUp) {
        try {
            Throwable cause = runUntilInVain(position, attempt, config.attempts());
            if (cause != null) {
                String reason = reason(cause);
                Attempt givingUp = () -> giveUp.run(reason, cause);
                runUntilInVain(position, givingUp, Integer.MAX_VALUE);
            }
        } finally {
            waiting.remove(position);
        }
    }

    /** Returns null after success, or the cause that makes further attempts vain. */
    private @Nullable Throwable runUntilInVain(RecordPosition position, Attempt attempt, int mostUnknown) {
        Duration pause = config.firstPause();
        int unknown = 0;
        while (true) {
            try {
                attempt.run();
                return null;
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                    throw cancelled(position);
                }
                Failure failure = Failure.of(e);
                if (failure == Failure.UNKNOWN) {
                    LOG.errorf(e, "handling %s failed", position);
                    unknown++;
                }
                if (failure == Failure.REJECTED || unknown >= mostUnknown) {
                    return e;
                }
                noteWaiting(position, e);
            }
            pause(position, pause);
            pause = pause.multipliedBy(2).compareTo(config.longestPause()) < 0
                    ? pause.multipliedBy(2)
                    : config.longestPause();
        }
    }

    private void noteWaiting(RecordPosition position, Exception e) {
        meters.counter("nerest.events.retries", "topic", position.topic()).increment();
        String reason = reason(e);
        Waiting before = waiting.get(position);
        if (before == null) {
            LOG.warnf("%s is tried again until it succeeds: %s", position, reason);
        }
        waiting.put(position, new Waiting(before == null ? Instant.now() : before.since(), reason));
    }

    private static String reason(Throwable thrown) {
        Throwable told = thrown;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        return told instanceof RejectedEventException
                ? String.valueOf(told.getMessage())
                : told.getClass().getSimpleName() + ": " + told.getMessage();
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
        return new CancellationException("the service stops before " + position + " is handled; it comes again");
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    /** Records that are being tried again, with the reason of the last attempt. */
    Map<RecordPosition, Waiting> waiting() {
        return Map.copyOf(waiting);
    }
}
