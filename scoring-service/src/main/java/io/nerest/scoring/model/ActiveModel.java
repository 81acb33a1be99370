package io.nerest.scoring.model;

import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.RecordPosition;
import io.nerest.messaging.sending.Outbox;
import io.nerest.scoring.Pod;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which model looks at new frames. It is loaded and warmed beside the one in use, which keeps working meanwhile, and then
 * takes over between two batches.
 */
@ApplicationScoped
public class ActiveModel {
    private static final Logger LOG = Logger.getLogger(ActiveModel.class);
    private static final long RETRY_MILLIS = 2_000;

    private final ModelShelf shelf;
    private final Outbox outbox;
    private final Pod pod;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private @Nullable ModelPublished next;
    private @Nullable ModelPublished active;
    private ModelShelf.@Nullable Loan loan;

    ActiveModel(ModelShelf shelf, Outbox outbox, Pod pod) {
        this.shelf = shelf;
        this.outbox = outbox;
        this.pod = pod;
    }

    /**
     * Hears of a model's standing. Where it outranks what is in use, it is checked here and taken into use soon after, by a
     * thread of its own: of several that come at once, as at a pod's start, only the last is loaded.
     *
     * @throws UntrustedModelException where the model is not the trainer's
     */
    void consider(ModelPublished model) throws IOException {
        shelf.learn(model);
        synchronized (this) {
            if (!outranks(model, next == null ? active : next)) {
                return;
            }
        }
        shelf.check(model);
        synchronized (this) {
            next = model;
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
                ModelPublished model = awaitNext();
                try {
                    activate(model);
                } catch (IOException | RuntimeException | LinkageError e) {
                    LOG.errorf(e, "model %s cannot be taken into use yet; it is tried again", model.modelId());
                    Thread.sleep(RETRY_MILLIS);
                    continue;
                }
                synchronized (this) {
                    if (model.equals(next)) {
                        next = null;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized ModelPublished awaitNext() throws InterruptedException {
        while (next == null) {
            wait();
        }
        return next;
    }

    /** The newest promotion counts; a base checkpoint only while nothing is promoted. */
    static boolean outranks(ModelPublished model, @Nullable ModelPublished current) {
        boolean live = model.status() == ModelStatus.PROMOTED || model.status() == ModelStatus.BASE;
        if (!live || current == null) {
            return live;
        }
        if (model.status() != current.status()) {
            return model.status() == ModelStatus.PROMOTED;
        }
        return model.publishedAt().isAfter(current.publishedAt())
                && !model.modelId().equals(current.modelId());
    }

    private void activate(ModelPublished model) throws IOException {
        // Loaded and warmed before the switch: frames are looked at by the old model until then.
        ModelShelf.Loan warm = shelf.borrow(model.modelId());
        String previous;
        ModelShelf.Loan before;
        Map<Integer, Long> from;
        synchronized (this) {
            previous = active == null ? null : active.modelId();
            before = loan;
            active = model;
            loan = warm;
            from = Map.copyOf(nextOffsets);
        }
        if (before != null) {
            before.close();
        }
        LoadedModel loaded = warm.model();
        ModelActivated event = new ModelActivated(
                pod.name(),
                model.modelId(),
                previous,
                from,
                loaded.loadMillis(),
                loaded.warmUpMillis(),
                Instant.now(Clock.systemUTC()));
        QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.MODEL_ACTIVATIONS, pod.name(), event));
        LOG.infof(
                "model %s is active (%s before), loaded in %.0f ms, warmed in %.0f ms, from offsets %s of frames on",
                model.modelId(), previous, loaded.loadMillis(), loaded.warmUpMillis(), event.from());
    }

    /** The id of the model in use; empty until the first one is. */
    public synchronized Optional<String> modelId() {
        return Optional.ofNullable(active).map(ModelPublished::modelId);
    }

    /** Lends the model in use; empty until there is one. */
    public Optional<ModelShelf.Loan> borrow() throws IOException {
        Optional<String> id = modelId();
        return id.isPresent() ? Optional.of(shelf.borrow(id.get())) : Optional.empty();
    }

    /**
     * Lends the model in use for records of {@code frames}: a later model looks only at those after them. Empty until there
     * is a model.
     */
    public Optional<ModelShelf.Loan> borrow(Collection<RecordPosition> records) throws IOException {
        String modelId;
        synchronized (this) {
            if (active == null) {
                return Optional.empty();
            }
            modelId = active.modelId();
            for (RecordPosition record : records) {
                nextOffsets.merge(record.partition(), record.offset() + 1, Math::max);
            }
        }
        return Optional.of(shelf.borrow(modelId));
    }
}
