package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.detection.inference.Detector;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The models this pod has heard of, and the few it has loaded. A model is lent while frames are looked at, and taken off
 * the shelf only when nobody holds it.
 */
@ApplicationScoped
public class ModelShelf {
    private final Map<String, ModelPublished> published = new ConcurrentHashMap<>();
    private final Map<String, Slot> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final ModelFiles files;
    private final DetectorSettings settings;
    private final int most;

    ModelShelf(
            ModelFiles files,
            DetectorSettings settings,
            @ConfigProperty(name = "nerest.scoring.loaded-models", defaultValue = "2") int most) {
        this.files = files;
        this.settings = settings;
        this.most = most;
    }

    private static final class Slot {
        final LoadedModel model;
        int borrowers;

        Slot(LoadedModel model) {
            this.model = model;
        }
    }

    /** A model in use; close it when the frames are done. */
    public final class Loan implements AutoCloseable {
        private final Slot slot;

        private Loan(Slot slot) {
            this.slot = slot;
        }

        public LoadedModel model() {
            return slot.model;
        }

        @Override
        public void close() {
            synchronized (ModelShelf.this) {
                slot.borrowers--;
                takeOff();
            }
        }
    }

    /**
     * Hears of a model.
     *
     * @throws UntrustedModelException where its signature is not the trainer's
     */
    void learn(ModelPublished model) {
        files.checkSignature(model);
        published.put(model.modelId(), model);
    }

    /**
     * Fetches a model's file and checks it, without loading it.
     *
     * @throws UntrustedModelException where the file is not the published one
     */
    void check(ModelPublished model) throws IOException {
        files.fetch(model);
    }

    /** Whether this pod has heard of the model. */
    public boolean knows(String modelId) {
        return published.containsKey(modelId);
    }

    /**
     * Lends a model, loading it where it is not.
     *
     * @throws IllegalArgumentException where this pod has not heard of it
     * @throws UntrustedModelException where its file is not the published one
     */
    public synchronized Loan borrow(String modelId) throws IOException {
        Slot slot = loaded.get(modelId);
        if (slot == null) {
            ModelPublished model = published.get(modelId);
            if (model == null) {
                throw new IllegalArgumentException("there is no model '" + modelId + "'");
            }
            slot = new Slot(load(model));
            loaded.put(modelId, slot);
        }
        slot.borrowers++;
        takeOff();
        return new Loan(slot);
    }

    private LoadedModel load(ModelPublished model) throws IOException {
        long started = System.nanoTime();
        Path weights = files.fetch(model);
        int imgsz = settings.imgsz().orElse(model.imgsz());
        Detector detector = settings.load(weights, imgsz);
        long ready = System.nanoTime();
        detector.warmUp();
        return new LoadedModel(
                model.modelId(), detector, imgsz, (ready - started) / 1e6, (System.nanoTime() - ready) / 1e6);
    }

    private void takeOff() {
        Iterator<Slot> oldest = loaded.values().iterator();
        int surplus = loaded.size() - most;
        while (surplus > 0 && oldest.hasNext()) {
            Slot slot = oldest.next();
            if (slot.borrowers == 0) {
                oldest.remove();
                slot.model.detector().close();
                surplus--;
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        loaded.values().forEach(slot -> slot.model.detector().close());
        loaded.clear();
    }
}
