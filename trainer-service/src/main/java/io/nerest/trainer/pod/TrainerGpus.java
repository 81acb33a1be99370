package io.nerest.trainer.pod;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.service.gpu.GpuMeters;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Registers the metrics of the GPUs of this pod. */
@ApplicationScoped
class TrainerGpus {
    void start(@Observes StartupEvent event, MeterRegistry meters) {
        GpuMeters.register(meters);
    }
}
