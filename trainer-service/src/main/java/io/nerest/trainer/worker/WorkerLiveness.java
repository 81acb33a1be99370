package io.nerest.trainer.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Reports the pod as dead if its worker has ended: it would take no job, and only a restart repairs that. */
@Liveness
@ApplicationScoped
class WorkerLiveness implements HealthCheck {
    private final WorkerLifecycle worker;

    WorkerLiveness(WorkerLifecycle worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Trainings are executed")
                .status(worker.isAlive())
                .build();
    }
}
