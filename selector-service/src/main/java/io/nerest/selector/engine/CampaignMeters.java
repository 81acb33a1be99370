package io.nerest.selector.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.selector.storage.Campaigns;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Metrics of campaigns for operators. */
@ApplicationScoped
public class CampaignMeters {

    private final MeterRegistry meters;
    private final Campaigns campaigns;

    public CampaignMeters(MeterRegistry meters, Campaigns campaigns) {
        this.meters = meters;
        this.campaigns = campaigns;
    }

    void register(@Observes StartupEvent start) {
        Gauge.builder(
                        "nerest.campaigns.running",
                        campaigns,
                        all -> all.running().size())
                .description("running campaigns")
                .register(meters);
        Gauge.builder("nerest.labels.wanted", campaigns, Campaigns::labelsWanted)
                .description("frames that running campaigns wait for annotators to label")
                .register(meters);
        // Measured here, because no trainer measures anything while there is none.
        Gauge.builder("nerest.trainings.awaited", campaigns, Campaigns::trainingsAwaited)
                .description("rounds of running campaigns that wait for the model of a training")
                .register(meters);
    }
}
