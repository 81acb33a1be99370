package io.nerest.scoring.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.service.gpu.GpuMeters;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Registers the metrics of the GPUs of this pod. */
@ApplicationScoped
class ScoringGpus {
    void start(@Observes StartupEvent event, MeterRegistry meters) {
        GpuMeters.register(meters);
    }
}
