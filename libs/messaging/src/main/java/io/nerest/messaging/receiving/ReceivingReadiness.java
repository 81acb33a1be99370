package io.nerest.messaging.receiving;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a record has been tried in vain for long; the answer names record and reason. */
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
        attempts.waiting().forEach((position, waiting) -> {
            response.withData(position.toString(), waiting.since() + " " + waiting.reason());
            if (waiting.since().isBefore(limit)) {
                response.down();
            }
        });
        return response.build();
    }
}
