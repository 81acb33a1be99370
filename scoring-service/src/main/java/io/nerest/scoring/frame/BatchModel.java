package io.nerest.scoring.frame;

import io.nerest.messaging.receiving.RecordPosition;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.scoring.model.ModelCache;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The model of one batch: the active model at the first attempt. Later attempts use the same model. */
final class BatchModel implements AutoCloseable {
    private final ActiveModel active;
    private ModelCache.@Nullable Lease lease;

    BatchModel(ActiveModel active) {
        this.active = active;
    }

    /**
     * Returns the model. Waits if the pod has no model yet.
     *
     * @param records the batch, or the rest of it
     */
    LoadedModel await(Collection<RecordPosition> records) throws InterruptedException {
        if (lease == null) {
            lease = active.awaitFor(records);
        }
        return lease.model();
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
