package io.nerest.trainer.model;

import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.system.Sha256;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Publishes the configured base checkpoint as a model, so that scoring has one before the first training. */
@ApplicationScoped
class BaseCheckpoint {
    private static final Logger LOG = Logger.getLogger(BaseCheckpoint.class);
    private static final int USUAL_IMGSZ = 640;

    private final Optional<Path> file;
    private final ModelRegistry models;

    BaseCheckpoint(@ConfigProperty(name = "nerest.trainer.base-checkpoint") Optional<Path> file, ModelRegistry models) {
        this.file = file;
        this.models = models;
    }

    void publish(@Observes StartupEvent event) throws Exception {
        if (file.isEmpty()) {
            LOG.warn("nerest.trainer.base-checkpoint names no weights: trainings need one that is published already");
            return;
        }
        Path weights = file.get();
        String modelId = "base-" + Sha256.of(weights).substring(0, 12);
        if (models.isPublished(modelId)) {
            return;
        }
        TrainedNetwork network = TrainedNetwork.read(weights);
        int imgsz = Optional.ofNullable(network.weights().metadata().get(WeightsMetadata.IMGSZ))
                .map(text -> Integer.parseInt(text.replaceAll("\\D.*", "")))
                .orElse(USUAL_IMGSZ);
        models.publishBase(modelId, models.storeWeights(modelId, weights), network.classNames(), imgsz);
        LOG.infof("published %s as %s", weights, modelId);
    }
}
