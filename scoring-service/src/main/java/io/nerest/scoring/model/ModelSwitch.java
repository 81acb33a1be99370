package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.messaging.receiving.InboxConfig;
import io.nerest.service.failure.Failure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/**
 * Activates the next model of the {@link ModelHistory}. The model is loaded and warmed up while the active one keeps
 * scoring, then replaces it between two batches, and the switch is published. If several models arrive at once, as at a
 * pod's start, only the next one is loaded.
 */
@ApplicationScoped
class ModelSwitch implements LoadResult.Handler {
    private static final Logger LOG = Logger.getLogger(ModelSwitch.class);

    private final ModelFiles files;
    private final ModelCache cache;
    private final ActiveModel active;
    private final ActivationPublisher activations;
    private final ModelConfig config;
    private final LoadAttempts attempts;
    private final ModelHistory history = new ModelHistory();
    private final KnownPublications publications = new KnownPublications();

    ModelSwitch(
            ModelFiles files,
            ModelCache cache,
            ActiveModel active,
            ActivationPublisher activations,
            ModelConfig config,
            InboxConfig receiving) {
        this.files = files;
        this.cache = cache;
        this.active = active;
        this.activations = activations;
        this.config = config;
        this.attempts = new LoadAttempts(cache, receiving.attempts());
    }

    /**
     * Adds a published model. Verifies the weights of a model that may become active; the switch itself runs on a thread of
     * its own.
     *
     * @param onRejection called by that thread if the model cannot be loaded
     * @throws UntrustedModelException if signature or weights are not the trainer's, or the publication is outdated
     */
    void add(ModelPublished model, ModelHistory.RejectionHandler onRejection) throws IOException {
        if (!files.isTrusted(model)) {
            LOG.infof(
                    "model %s was published by an earlier version of the trainer and is not used until a trainer of this"
                            + " version publishes it again, which it does at its start",
                    model.modelId());
            return;
        }
        if (!publications.isNew(model)) {
            return;
        }
        boolean mayBeActive = ModelHistory.mayBeActive(model.status());
        if (mayBeActive) {
            files.fetch(model);
        }
        publications.add(model);
        cache.add(model);
        if (mayBeActive) {
            synchronized (this) {
                history.add(new ModelHistory.Next(model, onRejection));
                notifyAll();
            }
        }
    }

    /** Returns the model that scores new frames as soon as it is loaded; empty if no such model is known. */
    synchronized Optional<ModelPublished> next() {
        return history.next().map(ModelHistory.Next::model);
    }

    void start(@Observes StartupEvent event) {
        files.requireKey();
        Thread thread = new Thread(this::run, "model-switch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                attempts.load(awaitNext()).dispatch(this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            LOG.debug("the service stops; models are no longer switched", e);
        }
    }

    private synchronized ModelHistory.Next awaitNext() throws InterruptedException {
        while (true) {
            Optional<ModelHistory.Next> next = history.next();
            if (next.isPresent()
                    && !active.modelId().equals(next.map(model -> model.model().modelId()))) {
                return next.get();
            }
            wait();
        }
    }

    @Override
    public void loaded(LoadResult.Loaded result) throws InterruptedException {
        activations.publish(result.lease().model(), active.activate(result.lease()));
    }

    @Override
    public void rejected(LoadResult.Rejected result) {
        result.next().onRejection().reject(result.reason(), result.cause());
        synchronized (this) {
            history.remove(result.next());
        }
    }

    @Override
    public void failed(LoadResult.Failed result) throws InterruptedException {
        String modelId = result.next().model().modelId();
        if (Failure.of(result.cause()) == Failure.TRANSIENT) {
            LOG.warnf(
                    "model %s cannot be loaded now; retrying: %s",
                    modelId, result.cause().getMessage());
        } else {
            LOG.errorf(result.cause(), "model %s cannot be loaded; retrying", modelId);
        }
        Thread.sleep(config.retryPause().toMillis());
    }
}
