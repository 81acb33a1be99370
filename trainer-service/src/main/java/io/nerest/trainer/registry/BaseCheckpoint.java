package io.nerest.trainer.registry;

import io.nerest.contracts.ModelStatus;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.system.Sha256;
import io.nerest.trainer.pod.TrainerConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Publishes the configured base checkpoint as a model, so that frames can be scored before the first training. */
@ApplicationScoped
class BaseCheckpoint {
    private static final Logger LOG = Logger.getLogger(BaseCheckpoint.class);
    private static final int DEFAULT_IMGSZ = 640;

    private final TrainerConfig config;
    private final ModelRegistry models;
    private final RegistryFiles files;

    BaseCheckpoint(TrainerConfig config, ModelRegistry models, RegistryFiles files) {
        this.config = config;
        this.models = models;
        this.files = files;
    }

    /** Publishes again what a new scoring pod needs, in case the broker has deleted it, and then the base checkpoint. */
    void start(@Observes StartupEvent event) throws IOException {
        int sent = models.republish(ModelRegistry.Republished.NECESSARY);
        LOG.debugf("published %d models again", sent);
        publish();
    }

    private void publish() throws IOException {
        Optional<Path> configured = config.baseCheckpoint();
        if (configured.isEmpty()) {
            LOG.warn("nerest.trainer.base-checkpoint is not set: campaigns need a base checkpoint published earlier");
            return;
        }
        Path weights = configured.get();
        String modelId = "base-" + Sha256.of(weights).substring(0, 12);
        if (models.find(modelId).isPresent()) {
            return;
        }
        TrainedNetwork network = TrainedNetwork.read(weights);
        int imgsz = Optional.ofNullable(network.weights().metadata().get(WeightsMetadata.IMGSZ))
                .map(text -> Integer.parseInt(text.replaceAll("\\D.*", "")))
                .orElse(DEFAULT_IMGSZ);
        models.publish(
                new NewModel(modelId, network.classNames(), imgsz, null, null),
                files.store(modelId, weights),
                new GateVerdict(ModelStatus.BASE, "base checkpoint of all trainings"));
        LOG.infof("published %s as %s", weights, modelId);
    }
}
