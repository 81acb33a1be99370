package io.nerest.trainer.job;

import io.nerest.contracts.TrainingRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A training job. The methods of a state are its only legal transitions.
 *
 * <pre>
 * Queued ──claim──▶ Running ──finish──▶ Finished
 *   ▲  │             │ │ └────fail────▶ Failed
 *   │  └──cancel──┐  │ └───cancel─┐
 *   └────retry────│──┘            │
 *                 └───────────────┴───▶ Cancelled
 * </pre>
 */
public sealed interface TrainingJob {
    TrainingRequested request();

    /** How often the job was claimed. */
    int attempts();

    default UUID id() {
        return request().trainingId();
    }

    /**
     * Returns the running job if the lease is the current one.
     *
     * @throws LeaseLostException if another pod claimed the job, or it has ended
     */
    Running heldBy(Lease lease);

    /** Calls the method of the job's state. */
    <R> R match(Cases<R> cases);

    /** One method per state, so that a new state does not compile until every dispatch handles it. */
    interface Cases<R> {
        R queued(Queued job);

        R running(Running job);

        R finished(Finished job);

        R failed(Failed job);

        R cancelled(Cancelled job);
    }

    /** A job that has not ended. */
    sealed interface Open extends TrainingJob {
        /**
         * Gives the job to a pod, under a lease with a new token.
         *
         * @throws IllegalStateException if the job cannot be claimed yet
         */
        Running claim(String pod, Instant now, Duration duration);

        /** Takes over the data set of a later request; empty if the job keeps the one it has. */
        default Optional<Queued> replacedBy(TrainingRequested later) {
            return Optional.empty();
        }

        /** Ends the job; a pod that runs it loses its lease. */
        default Cancelled cancel(Instant now) {
            return new Cancelled(request(), attempts(), now);
        }
    }

    /** A job that has ended. No transition leaves it. */
    sealed interface Ended extends TrainingJob {
        Instant endedAt();

        @Override
        default Running heldBy(Lease lease) {
            throw new LeaseLostException("training " + id() + " is "
                    + getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + " and accepts no writes");
        }
    }

    /**
     * Waits for a pod.
     *
     * @param token of the last lease; 0 if there was none
     * @param notBefore earliest time of the next attempt
     */
    record Queued(TrainingRequested request, int attempts, long token, Instant notBefore) implements Open {

        /** Returns a new job. */
        public static Queued of(TrainingRequested request, Instant now) {
            return new Queued(request, 0, 0, now);
        }

        /**
         * Takes over the data set of a later request.
         *
         * @return empty if the job was attempted before: it may continue an interrupted run on its data set
         */
        @Override
        public Optional<Queued> replacedBy(TrainingRequested later) {
            return attempts == 0 ? Optional.of(new Queued(later, attempts, token, notBefore)) : Optional.empty();
        }

        @Override
        public Running claim(String pod, Instant now, Duration duration) {
            if (now.isBefore(notBefore)) {
                throw new IllegalStateException("training " + id() + " cannot start before " + notBefore);
            }
            return new Running(request, attempts + 1, new Lease(pod, token + 1, now.plus(duration)));
        }

        @Override
        public Running heldBy(Lease lease) {
            throw new LeaseLostException("training " + id() + " is queued and accepts no writes");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }
    }

    /** Runs on the pod that holds the lease. */
    record Running(TrainingRequested request, int attempts, Lease lease) implements Open {

        @Override
        public Running claim(String pod, Instant now, Duration duration) {
            if (!lease.isExpired(now) && !lease.pod().equals(pod)) {
                throw new IllegalStateException(
                        "training " + id() + " is leased to " + lease.pod() + " until " + lease.expiresAt());
            }
            return new Running(request, attempts + 1, new Lease(pod, lease.token() + 1, now.plus(duration)));
        }

        @Override
        public Running heldBy(Lease held) {
            if (!lease.isSameAs(held)) {
                throw new LeaseLostException("training %s is leased to %s with token %d; token %d of %s is stale"
                        .formatted(id(), lease.pod(), lease.token(), held.token(), held.pod()));
            }
            return this;
        }

        /** Extends the lease. */
        public Running renew(Instant now, Duration duration) {
            return new Running(request, attempts, lease.renewed(now, duration));
        }

        /** Returns the job to the queue. */
        public Queued retry(Instant notBefore) {
            return new Queued(request, attempts, lease.token(), notBefore);
        }

        /** Ends the job with its model. */
        public Finished finish(String modelId, Instant now) {
            return new Finished(request, attempts, modelId, now);
        }

        /** Ends the job with the reason why it failed. */
        public Failed fail(String reason, Instant now) {
            return new Failed(request, attempts, reason, now);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.running(this);
        }
    }

    /** Published a model. */
    record Finished(TrainingRequested request, int attempts, String modelId, Instant endedAt) implements Ended {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finished(this);
        }
    }

    /** Ended without a model. */
    record Failed(TrainingRequested request, int attempts, String reason, Instant endedAt) implements Ended {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** Cancelled by a user. */
    record Cancelled(TrainingRequested request, int attempts, Instant endedAt) implements Ended {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }
}
