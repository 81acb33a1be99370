package io.nerest.scoring.model;

import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.failure.Failure;
import io.nerest.service.lifecycle.PodName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Publishes this pod's model switches in their order. */
@ApplicationScoped
class ActivationPublisher {
    private static final Logger LOG = Logger.getLogger(ActivationPublisher.class);

    private final Outbox outbox;
    private final PodName pod;
    private final ModelConfig config;
    private final ModelMeter meter;

    ActivationPublisher(Outbox outbox, PodName pod, ModelConfig config, ModelMeter meter) {
        this.outbox = outbox;
        this.pod = pod;
        this.config = config;
        this.meter = meter;
    }

    /** Stores the event of a completed switch. Retries until the database accepts it. */
    void publish(LoadedModel model, ActiveModel.Activation activation) throws InterruptedException {
        meter.active(model.modelId());
        ModelActivated event = new ModelActivated(
                pod.value(),
                model.modelId(),
                activation.previousModelId().orElse(null),
                activation.from(),
                model.loadMillis(),
                model.warmUpMillis(),
                Instant.now(Clock.systemUTC()));
        LOG.infof(
                "model %s is active, previous model %s, load %.0f ms, warm-up %.0f ms, from offsets %s of frames",
                event.modelId(), event.previousModelId(), event.loadMillis(), event.warmUpMillis(), event.from());
        while (true) {
            try {
                QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.MODEL_ACTIVATIONS, pod.value(), event));
                return;
            } catch (RuntimeException e) {
                log(event, e);
                Thread.sleep(config.retryPause().toMillis());
            }
        }
    }

    private static void log(ModelActivated event, RuntimeException e) {
        if (Failure.of(e) == Failure.TRANSIENT) {
            LOG.warnf("the activation of model %s cannot be stored now; retrying: %s", event.modelId(), e.getMessage());
        } else {
            LOG.errorf(e, "the activation of model %s cannot be stored; retrying", event.modelId());
        }
    }
}
