package io.nerest.selector.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.selector.storage.Campaigns;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What an operator wants to see of campaigns. */
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
                .description("campaigns that run")
                .register(meters);
        Gauge.builder("nerest.labels.wanted", campaigns, Campaigns::labelsWanted)
                .description("frames that running campaigns wait for people to label")
                .register(meters);
    }
}
