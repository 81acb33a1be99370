package io.nerest.messaging.receiving;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the service as not ready while a record has been retried for too long; names each record and its reason. */
@Readiness
@ApplicationScoped
class ReceivingReadiness implements HealthCheck {
    private final Attempts attempts;
    private final InboxConfig config;

    ReceivingReadiness(Attempts attempts, InboxConfig config) {
        this.attempts = attempts;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Events are handled").up();
        Instant limit = Instant.now().minus(config.readinessLimit());
        attempts.retrying().forEach((position, retrying) -> {
            response.withData(position.toString(), retrying.since() + " " + retrying.reason());
            if (retrying.since().isBefore(limit)) {
                response.down();
            }
        });
        return response.build();
    }
}
