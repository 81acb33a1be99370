package io.nerest.scoring.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The metric {@code nerest_model_info}: 1, with the id of the model that scores new frames as a label. */
@ApplicationScoped
class ModelMeter {
    private final MultiGauge info;

    ModelMeter(MeterRegistry meters) {
        this.info = MultiGauge.builder("nerest.model.info")
                .description("the model that scores new frames")
                .register(meters);
    }

    /** A row replaces that of the previous model. */
    void active(String modelId) {
        info.register(List.of(MultiGauge.Row.of(Tags.of("model", modelId), 1)), true);
    }
}
