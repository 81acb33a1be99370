package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.weights.UnreadableWeightsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** Loads a model's verified weights into a detector. */
@ApplicationScoped
class DetectorLoader implements ModelLoader {
    private static final Logger LOG = Logger.getLogger(DetectorLoader.class);

    private final ModelFiles files;
    private final InferenceSettings settings;

    DetectorLoader(ModelFiles files, InferenceSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    @Override
    public LoadedModel load(ModelPublished model) throws IOException {
        long started = System.nanoTime();
        Path weights = files.fetch(model);
        DetectorOptions options = settings.options(model.imgsz());
        Detector detector = load(model.modelId(), weights, options);
        long loaded = System.nanoTime();
        try {
            detector.warmUp();
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
        LOG.infof("model %s runs on %s, imgsz %d", model.modelId(), detector.engineName(), options.imgsz());
        return new LoadedModel(
                model.modelId(),
                detector,
                options.imgsz(),
                (loaded - started) / 1e6,
                (System.nanoTime() - loaded) / 1e6);
    }

    @Override
    public void loaded(List<ModelPublished> models) {
        files.keep(models);
    }

    private static Detector load(String modelId, Path weights, DetectorOptions options) throws IOException {
        try {
            return Detector.load(weights, options);
        } catch (UnreadableWeightsException e) {
            throw new UnloadableModelException(modelId, e);
        }
    }
}
