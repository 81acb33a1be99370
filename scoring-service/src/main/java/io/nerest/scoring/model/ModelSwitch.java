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
import org.jspecify.annotations.Nullable;

/**
 * Puts the first of the {@link ModelHistory} to work. It is loaded and warmed beside the one in use, which keeps working
 * meanwhile, then takes over between two batches, and is announced. Of several that come at once, as at a pod's start,
 * only the first is loaded.
 */
@ApplicationScoped
class ModelSwitch {
    private static final Logger LOG = Logger.getLogger(ModelSwitch.class);
    private static final long RETRY_MILLIS = 2_000;

    private final ModelShelf shelf;
    private final ActiveModel active;
    private final Activations activations;
    private final int attempts;
    private final ModelHistory succession = new ModelHistory();
    private ModelHistory.@Nullable Heir failed;
    private int failures;

    ModelSwitch(ModelShelf shelf, ActiveModel active, Activations activations, InboxConfig receiving) {
        this.shelf = shelf;
        this.active = active;
        this.activations = activations;
        this.attempts = receiving.attempts();
    }

    /**
     * Hears of a model's standing. Its file is checked here; where it comes first, it is taken into use soon after, by a
     * thread of its own.
     *
     * @param refusal told, by that thread, where the model turns out to be no network
     * @throws UntrustedModelException where the model is not the trainer's
     */
    void consider(ModelPublished model, ModelHistory.Refusal refusal) throws IOException {
        shelf.learn(model);
        if (!ModelHistory.mayBeLive(model)) {
            return;
        }
        shelf.check(model);
        synchronized (this) {
            succession.add(new ModelHistory.Heir(model, refusal));
            notifyAll();
        }
    }

    void start(@Observes StartupEvent event) {
        Thread thread = new Thread(this::switchModels, "model-switch");
        thread.setDaemon(true);
        thread.start();
    }

    private void switchModels() {
        try {
            while (true) {
                Optional<ModelShelf.Loan> warm = load(awaitNext());
                if (warm.isPresent()) {
                    activations.announce(warm.get().model(), active.take(warm.get()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException stopping) {
            LOG.debug("no model is switched to any more", stopping);
        }
    }

    private synchronized ModelHistory.Heir awaitNext() throws InterruptedException {
        while (true) {
            Optional<ModelHistory.Heir> first = succession.first();
            if (first.isPresent()
                    && !active.modelId().equals(first.map(heir -> heir.model().modelId()))) {
                return first.get();
            }
            wait();
        }
    }

    /** Empty where the model cannot be loaded, now or ever. */
    private Optional<ModelShelf.Loan> load(ModelHistory.Heir heir) throws InterruptedException {
        String modelId = heir.model().modelId();
        try {
            return Optional.of(shelf.borrow(modelId));
        } catch (RefusedModelException e) {
            refuse(heir, String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            if (isInVain(heir, e)) {
                refuse(heir, "model '" + modelId + "' cannot be loaded: " + e, e);
            } else {
                LOG.errorf(e, "model %s cannot be loaded yet; it is tried again", modelId);
                Thread.sleep(RETRY_MILLIS);
            }
        }
        return Optional.empty();
    }

    /** A failure that nothing explains is tried as often as an event's. */
    private boolean isInVain(ModelHistory.Heir heir, Throwable failure) {
        if (!heir.equals(failed)) {
            failed = heir;
            failures = 0;
        }
        failures += Failure.of(failure) == Failure.UNKNOWN ? 1 : 0;
        return failures >= attempts;
    }

    private void refuse(ModelHistory.Heir heir, String reason, Throwable cause) {
        heir.refusal().tell(reason, cause);
        synchronized (this) {
            succession.remove(heir);
        }
    }
}
