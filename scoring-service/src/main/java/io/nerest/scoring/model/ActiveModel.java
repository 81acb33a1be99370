package io.nerest.scoring.model;

import io.nerest.messaging.receiving.RecordPosition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The model that scores new frames, and the offsets of {@code frames} up to which it was leased. */
@ApplicationScoped
public class ActiveModel {
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private final CompletableFuture<@Nullable Void> firstActivation = new CompletableFuture<>();
    private State state = new State.NoModel();

    /** Whether the pod has a model. */
    private sealed interface State {
        Optional<ModelCache.Lease> lease();

        /** The pod has just started, and no model was promoted yet. */
        record NoModel() implements State {
            @Override
            public Optional<ModelCache.Lease> lease() {
                return Optional.empty();
            }
        }

        /** The pod scores with a model. */
        record Active(ModelCache.Lease current) implements State {
            @Override
            public Optional<ModelCache.Lease> lease() {
                return Optional.of(current);
            }
        }
    }

    /**
     * A completed switch.
     *
     * @param previousModelId empty if the pod had no model
     * @param from first offset of {@code frames} that the new model scores, by partition
     */
    record Activation(Optional<String> previousModelId, Map<Integer, Long> from) {}

    /** Replaces the active model. Batches that lease the previous model finish with it. */
    Activation activate(ModelCache.Lease next) {
        Activation activation = replace(next);
        firstActivation.complete(null);
        return activation;
    }

    private synchronized Activation replace(ModelCache.Lease next) {
        Activation activation = new Activation(modelId(), Map.copyOf(nextOffsets));
        state.lease().ifPresent(ModelCache.Lease::close);
        state = new State.Active(next);
        notifyAll();
        return activation;
    }

    /** Completes when the pod gets its first model. */
    public CompletionStage<@Nullable Void> firstActivation() {
        return firstActivation.minimalCompletionStage();
    }

    /** Returns the active model's id, or empty if the pod has no model yet. */
    public synchronized Optional<String> modelId() {
        return state.lease().map(lease -> lease.model().modelId());
    }

    /** Leases the active model. Returns empty if the pod has no model yet. */
    public synchronized Optional<ModelCache.Lease> acquire() {
        return state.lease().map(ModelCache.Lease::share);
    }

    /**
     * Leases the active model for records of {@code frames} and waits for the pod's first model. A later model scores only
     * records after these.
     */
    public synchronized ModelCache.Lease awaitFor(Collection<RecordPosition> records) throws InterruptedException {
        while (!(state instanceof State.Active active)) {
            wait();
        }
        for (RecordPosition record : records) {
            nextOffsets.merge(record.partition(), record.offset() + 1, Math::max);
        }
        return active.current().share();
    }
}
