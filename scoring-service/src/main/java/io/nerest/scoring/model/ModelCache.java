package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The published models, and the loaded ones in least-recently-used order. A loaded model is leased while frames are scored
 * and is closed only when its last lease is closed.
 */
@ApplicationScoped
public class ModelCache {
    private final Map<String, ModelPublished> published = new HashMap<>();
    private final Map<String, CachedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Object loading = new Object();
    private final ModelLoader loader;
    private final int maxLoaded;

    ModelCache(ModelLoader loader, ModelConfig config) {
        this.loader = loader;
        this.maxLoaded = config.maxLoaded();
    }

    private static final class CachedModel {
        final LoadedModel model;
        int leases;

        CachedModel(LoadedModel model) {
            this.model = model;
        }
    }

    /** Keeps a model loaded until it is closed. */
    public final class Lease implements AutoCloseable {
        private final CachedModel cached;
        private boolean closed;

        private Lease(CachedModel cached) {
            this.cached = cached;
        }

        public LoadedModel model() {
            return cached.model;
        }

        /** Returns a second lease of the same model. */
        Lease share() {
            synchronized (ModelCache.this) {
                return lease(cached);
            }
        }

        @Override
        public void close() {
            synchronized (ModelCache.this) {
                if (!closed) {
                    closed = true;
                    cached.leases--;
                    evict();
                }
            }
        }
    }

    /** Adds a published model without loading it. */
    synchronized void add(ModelPublished model) {
        published.put(model.modelId(), model);
        notifyAll();
    }

    /**
     * Waits until a model is published.
     *
     * @return false if it was not published within the limit
     */
    public synchronized boolean awaitPublished(String modelId, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!published.containsKey(modelId)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Leases a model and loads it if necessary. One model is loaded at a time; loaded models are leased meanwhile.
     *
     * @throws IllegalArgumentException if the model was not published
     * @throws RejectedModelException if the model can never be loaded
     * @throws IOException if the weights cannot be read now
     */
    public Lease acquire(String modelId) throws IOException {
        Optional<Lease> cached = acquireLoaded(modelId);
        if (cached.isPresent()) {
            return cached.get();
        }
        synchronized (loading) {
            cached = acquireLoaded(modelId);
            if (cached.isPresent()) {
                return cached.get();
            }
            Lease lease = put(loader.load(publishedModel(modelId)));
            loader.loaded(loadedModels());
            return lease;
        }
    }

    private synchronized Optional<Lease> acquireLoaded(String modelId) {
        return Optional.ofNullable(loaded.get(modelId)).map(this::lease);
    }

    private synchronized ModelPublished publishedModel(String modelId) {
        ModelPublished model = published.get(modelId);
        if (model == null) {
            throw new IllegalArgumentException("model '" + modelId + "' was not published");
        }
        return model;
    }

    private synchronized List<ModelPublished> loadedModels() {
        return loaded.keySet().stream().map(this::publishedModel).toList();
    }

    private synchronized Lease put(LoadedModel model) {
        CachedModel cached = new CachedModel(model);
        loaded.put(model.modelId(), cached);
        Lease lease = lease(cached);
        evict();
        return lease;
    }

    private Lease lease(CachedModel cached) {
        cached.leases++;
        return new Lease(cached);
    }

    /** Closes the least recently used models without leases until the limit is met. */
    private void evict() {
        Iterator<CachedModel> leastRecentFirst = loaded.values().iterator();
        int surplus = loaded.size() - maxLoaded;
        while (surplus > 0 && leastRecentFirst.hasNext()) {
            CachedModel cached = leastRecentFirst.next();
            if (cached.leases == 0) {
                leastRecentFirst.remove();
                cached.model.detector().close();
                surplus--;
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        loaded.values().forEach(cached -> cached.model.detector().close());
        loaded.clear();
    }
}
