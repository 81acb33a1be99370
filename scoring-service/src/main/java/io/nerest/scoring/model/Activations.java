package io.nerest.scoring.model;

import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.scoring.Pod;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Tells of the models that this pod has switched to, in their order. */
@ApplicationScoped
class Activations {
    private static final Logger LOG = Logger.getLogger(Activations.class);
    private static final long RETRY_MILLIS = 2_000;

    private final Outbox outbox;
    private final Pod pod;

    Activations(Outbox outbox, Pod pod) {
        this.outbox = outbox;
        this.pod = pod;
    }

    /** Tells of a takeover that has just been; returns once the event is stored, which is tried for as long as it takes. */
    void announce(LoadedModel model, ActiveModel.Takeover takeover) throws InterruptedException {
        ModelActivated event = new ModelActivated(
                pod.name(),
                model.modelId(),
                takeover.previousModelId().orElse(null),
                takeover.from(),
                model.loadMillis(),
                model.warmUpMillis(),
                Instant.now(Clock.systemUTC()));
        LOG.infof(
                "model %s is active (%s before), loaded in %.0f ms, warmed in %.0f ms, from offsets %s of frames on",
                event.modelId(), event.previousModelId(), event.loadMillis(), event.warmUpMillis(), event.from());
        while (true) {
            try {
                QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.MODEL_ACTIVATIONS, pod.name(), event));
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "the switch to model %s cannot be announced yet; it is tried again", event.modelId());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }
}
