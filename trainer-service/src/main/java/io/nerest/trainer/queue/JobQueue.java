package io.nerest.trainer.queue;

import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.job.Lease;
import io.nerest.trainer.job.LeaseLostException;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.pod.TrainerConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The stored jobs. A pod runs a job under a lease. Every write of a run (progress, publication, end) goes through
 * {@link #write}, which rejects a stale lease in the same transaction.
 */
@ApplicationScoped
public class JobQueue {
    private static final int FIRST_PAUSE_MS = 500;
    private static final int LONGEST_PAUSE_MS = 10_000;
    private static final TrainingJob.Cases<Optional<TrainingJob.Open>> OPEN = new OpenJob();

    private final TrainingJobRepository rows;
    private final TrainerConfig config;

    JobQueue(TrainingJobRepository rows, TrainerConfig config) {
        this.rows = rows;
        this.config = config;
    }

    /** Queues a request in the caller's transaction; returns false if it is known already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean add(TrainingRequested request) {
        if (rows.findById(request.trainingId(), LockModeType.PESSIMISTIC_WRITE) != null) {
            return false;
        }
        Instant now = rows.now();
        rows.persistAndFlush(new TrainingJobEntity(TrainingJob.Queued.of(request, now), now));
        return true;
    }

    /**
     * Replaces the data set of a job that has not started, in the caller's transaction.
     *
     * @param request a later request of the same training
     * @return false if the job has started or ended, or its request is as late
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean replace(TrainingRequested request) {
        TrainingJobEntity row = rows.findById(request.trainingId(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            return false;
        }
        // The entity may have been loaded before the lock was granted: a pod may have claimed the job in between.
        rows.getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
        if (!request.requestedAt().isAfter(row.toRequest().requestedAt())) {
            return false;
        }
        Optional<TrainingJob.Queued> replaced = row.toJob().match(OPEN).flatMap(open -> open.replacedBy(request));
        replaced.ifPresent(row::replace);
        return replaced.isPresent();
    }

    /**
     * Claims the oldest job that is queued or whose lease has expired.
     *
     * @return empty if there is none
     */
    @Transactional
    public Optional<TrainingJob.Running> claim(String pod) {
        return claim(pod, rows.lockClaimable());
    }

    /**
     * Claims a job when a pod starts: also one that a pod of its name held, since that was this pod before it restarted. Only
     * then, because two pods that have one name by mistake would take a job from each other again and again.
     *
     * @return empty if there is none
     */
    @Transactional
    public Optional<TrainingJob.Running> reclaim(String pod) {
        return claim(pod, rows.lockHeldBy(pod).or(rows::lockClaimable));
    }

    private Optional<TrainingJob.Running> claim(String pod, Optional<TrainingJobEntity> claimable) {
        return claimable.flatMap(row -> row.toJob().match(OPEN).map(open -> {
            TrainingJob.Running running = open.claim(pod, rows.now(), config.lease());
            row.set(running);
            return running;
        }));
    }

    /**
     * Extends a lease.
     *
     * @throws LeaseLostException if another pod claimed the job, or it has ended
     */
    @Transactional
    public void renew(UUID id, Lease lease) {
        TrainingJobEntity row = locked(id);
        row.set(row.toJob().heldBy(lease).renew(rows.now(), config.lease()));
    }

    /** A transition of a running job. */
    @FunctionalInterface
    public interface Transition {
        /**
         * Returns the next state.
         *
         * @param now by the clock of the database
         */
        TrainingJob apply(TrainingJob.Running job, Instant now);
    }

    /**
     * Changes a job and runs further writes in one transaction. If the database is unreachable, retries until it is back:
     * hours of training are not lost to an outage.
     *
     * @param writes run in the same transaction after the change; must be repeatable
     * @throws LeaseLostException if the lease is stale; nothing is written then
     * @throws InterruptedException if the pod is stopped while it waits for the database
     */
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = FIRST_PAUSE_MS,
            abortOn = {LeaseLostException.class, IllegalArgumentException.class, InterruptedException.class})
    @ExponentialBackoff(maxDelay = LONGEST_PAUSE_MS)
    public void write(UUID id, Lease lease, Transition transition, Runnable writes) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before a write of training " + id);
        }
        QuarkusTransaction.requiringNew().run(() -> {
            TrainingJobEntity row = locked(id);
            row.set(transition.apply(row.toJob().heldBy(lease), rows.now()));
            writes.run();
        });
    }

    /**
     * Cancels a job in the caller's transaction; the pod that runs it loses its lease.
     *
     * @return empty if there is no such job, or it has ended
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<TrainingJob.Cancelled> cancel(UUID id) {
        return Optional.ofNullable(rows.findById(id, LockModeType.PESSIMISTIC_WRITE))
                .flatMap(row -> row.toJob().match(OPEN).map(open -> {
                    TrainingJob.Cancelled cancelled = open.cancel(rows.now());
                    row.set(cancelled);
                    return cancelled;
                }));
    }

    /** Returns a job. */
    @Transactional
    public Optional<JobSummary> find(UUID id) {
        return rows.findByIdOptional(id).map(JobSummary::of);
    }

    /** Returns when the selector first requested a training. */
    @Transactional
    public Optional<Instant> requestedAt(UUID id) {
        return rows.findByIdOptional(id).map(row -> row.toRequest().requestedAt());
    }

    /** Returns which of these trainings have ended. A training that is not known has not. */
    @Transactional
    public Set<UUID> ended(Set<UUID> ids) {
        return rows.ended(ids);
    }

    /** Returns the newest jobs first. */
    @Transactional
    public List<JobSummary> newest(int limit) {
        return rows.newest(limit).stream().map(JobSummary::of).toList();
    }

    private TrainingJobEntity locked(UUID id) {
        TrainingJobEntity row = rows.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw new LeaseLostException("training " + id + " does not exist");
        }
        return row;
    }

    /** Narrows a job to one that has not ended. */
    private static final class OpenJob implements TrainingJob.Cases<Optional<TrainingJob.Open>> {
        @Override
        public Optional<TrainingJob.Open> queued(TrainingJob.Queued job) {
            return Optional.of(job);
        }

        @Override
        public Optional<TrainingJob.Open> running(TrainingJob.Running job) {
            return Optional.of(job);
        }

        @Override
        public Optional<TrainingJob.Open> finished(TrainingJob.Finished job) {
            return Optional.empty();
        }

        @Override
        public Optional<TrainingJob.Open> failed(TrainingJob.Failed job) {
            return Optional.empty();
        }

        @Override
        public Optional<TrainingJob.Open> cancelled(TrainingJob.Cancelled job) {
            return Optional.empty();
        }
    }
}
