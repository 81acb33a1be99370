package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the pod as not ready while it has no model to score new frames with, and reports what is missing. */
@Readiness
@ApplicationScoped
class ModelReadiness implements HealthCheck {
    private final ActiveModel active;
    private final ModelSwitch models;

    ModelReadiness(ActiveModel active, ModelSwitch models) {
        this.active = active;
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        return response(active.modelId(), models.next());
    }

    static HealthCheckResponse response(Optional<String> activeId, Optional<ModelPublished> next) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("A model is active");
        return activeId.isPresent()
                ? response.up().withData("model", activeId.get()).build()
                : response.down().withData("reason", reason(next)).build();
    }

    private static String reason(Optional<ModelPublished> next) {
        return next.map(model ->
                        "model " + model.modelId() + " is published and not loaded yet; the log has the reason")
                .orElse("no model is known: topic models has neither a promoted model nor a base checkpoint that the"
                        + " trainer signed. Start a trainer with a base checkpoint, or POST /api/models/republish on a"
                        + " running one");
    }
}
