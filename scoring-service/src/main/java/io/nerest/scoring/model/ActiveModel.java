package io.nerest.scoring.model;

import io.nerest.messaging.receiving.RecordPosition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that scores new frames, and the offsets of {@code frames} up to which it was leased. */
@ApplicationScoped
public class ActiveModel {
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private ModelCache.@Nullable Lease lease;

    /**
     * A completed switch.
     *
     * @param previousModelId empty if the pod had no model
     * @param from first offset of {@code frames} that the new model scores, by partition
     */
    record Activation(Optional<String> previousModelId, Map<Integer, Long> from) {}

    /** Replaces the active model. Batches that lease the previous model finish with it. */
    synchronized Activation activate(ModelCache.Lease next) {
        Activation activation = new Activation(modelId(), Map.copyOf(nextOffsets));
        if (lease != null) {
            lease.close();
        }
        lease = next;
        notifyAll();
        return activation;
    }

    /** Returns the active model's id, or empty if the pod has no model yet. */
    public synchronized Optional<String> modelId() {
        return Optional.ofNullable(lease).map(active -> active.model().modelId());
    }

    /** Leases the active model. Returns empty if the pod has no model yet. */
    public synchronized Optional<ModelCache.Lease> acquire() {
        return Optional.ofNullable(lease).map(ModelCache.Lease::share);
    }

    /**
     * Leases the active model for records of {@code frames} and waits for the pod's first model. A later model scores only
     * records after these.
     */
    public synchronized ModelCache.Lease awaitFor(Collection<RecordPosition> records) throws InterruptedException {
        while (lease == null) {
            wait();
        }
        for (RecordPosition record : records) {
            nextOffsets.merge(record.partition(), record.offset() + 1, Math::max);
        }
        return lease.share();
    }
}
