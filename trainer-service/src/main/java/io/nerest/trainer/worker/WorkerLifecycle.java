package io.nerest.trainer.worker;

import io.nerest.service.lifecycle.PodName;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobQueued;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Starts and stops the pod's worker with the service. */
@ApplicationScoped
class WorkerLifecycle {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private final JobWorker worker;

    WorkerLifecycle(JobQueue jobs, JobExecution execution, PodName pod, TrainerConfig config) {
        this.worker = new JobWorker(pod.value(), jobs, execution, config.pollInterval());
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop(STOP_LIMIT);
    }

    boolean isAlive() {
        return worker.isAlive();
    }

    void wake(@Observes JobQueued event) {
        worker.wake();
    }
}
