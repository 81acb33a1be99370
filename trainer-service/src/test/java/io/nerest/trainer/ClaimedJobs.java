package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Claims jobs for pods of a test. */
record ClaimedJobs(JobQueue jobs, EntityManager database) {

    /** Queues and claims in one transaction, so that the service's worker never reads the job as queued. */
    TrainingJob.Running queueAndClaim(TrainingRequested request, String pod) {
        return QuarkusTransaction.requiringNew().call(() -> {
            assertThat(jobs.add(request)).isTrue();
            return held(jobs.claim(pod).orElseThrow());
        });
    }

    /** Lets the lease expire and claims the job in one transaction. */
    TrainingJob.Running takeOver(UUID id, String pod) {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.createNativeQuery(
                            "UPDATE training_job SET leased_until = now() - interval '1 second' WHERE id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
            return held(jobs.claim(pod).orElseThrow());
        });
    }

    /** Keeps the service's worker from claiming the job while the test, which renews no lease, uses it. */
    TrainingJob.Running held(TrainingJob.Running job) {
        database.flush();
        database.createNativeQuery("UPDATE training_job SET leased_until = now() + interval '1 hour' WHERE id = :id")
                .setParameter("id", job.id())
                .executeUpdate();
        return job;
    }
}
