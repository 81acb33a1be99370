package io.nerest.selector.engine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/** Advances campaigns from the start of the service to its stop. */
@ApplicationScoped
class CampaignLifecycle {

    private static final String OFF = "off";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private final Optional<CampaignWorker> worker;

    CampaignLifecycle(CampaignSignal signal, CampaignEngine engine, SelectorConfig config) {
        this.worker = config.interval().equals(OFF)
                ? Optional.empty()
                : Optional.of(new CampaignWorker(
                        signal, engine::advanceAll, DurationConverter.parseDuration(config.interval())));
    }

    void start(@Observes StartupEvent event) {
        worker.ifPresent(CampaignWorker::start);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (worker.isPresent()) {
            worker.get().stop(STOP_LIMIT);
        }
    }
}
