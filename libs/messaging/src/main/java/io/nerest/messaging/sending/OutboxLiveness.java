package io.nerest.messaging.sending;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Reports the service as dead if the sender's thread has ended: only a restart repairs that. */
@Liveness
@ApplicationScoped
class OutboxLiveness implements HealthCheck {
    private final OutboxSender sender;

    OutboxLiveness(OutboxSender sender) {
        this.sender = sender;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Events are sent")
                .status(sender.isAlive())
                .build();
    }
}
