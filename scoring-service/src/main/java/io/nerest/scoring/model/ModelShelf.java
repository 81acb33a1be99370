package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.weights.UnreadableWeightsException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    private final Object loading = new Object();
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

        /** The same model lent once more, to be closed by itself. */
        Loan again() {
            synchronized (ModelShelf.this) {
                return lend(slot);
            }
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
     * Lends a model, loading it where it is not. One is loaded at a time; those that are there are lent meanwhile.
     *
     * @throws IllegalArgumentException where this pod has not heard of it
     * @throws RefusedModelException where its file is not the published one, or no network
     */
    public Loan borrow(String modelId) throws IOException {
        Optional<Loan> there = borrowLoaded(modelId);
        if (there.isPresent()) {
            return there.get();
        }
        synchronized (loading) {
            there = borrowLoaded(modelId);
            return there.isPresent() ? there.get() : put(load(modelId));
        }
    }

    private synchronized Optional<Loan> borrowLoaded(String modelId) {
        return Optional.ofNullable(loaded.get(modelId)).map(this::lend);
    }

    private synchronized Loan put(LoadedModel model) {
        Slot slot = new Slot(model);
        loaded.put(model.modelId(), slot);
        Loan loan = lend(slot);
        takeOff();
        return loan;
    }

    private Loan lend(Slot slot) {
        slot.borrowers++;
        return new Loan(slot);
    }

    private LoadedModel load(String modelId) throws IOException {
        ModelPublished model = published.get(modelId);
        if (model == null) {
            throw new IllegalArgumentException("there is no model '" + modelId + "'");
        }
        try {
            return load(model);
        } catch (UnreadableWeightsException e) {
            throw new UnloadableModelException(modelId, e);
        }
    }

    private LoadedModel load(ModelPublished model) throws IOException {
        long started = System.nanoTime();
        Path weights = files.fetch(model);
        int imgsz = settings.imgsz().orElse(model.imgsz());
        Detector detector = settings.load(weights, imgsz);
        long ready = System.nanoTime();
        try {
            detector.warmUp();
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
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
