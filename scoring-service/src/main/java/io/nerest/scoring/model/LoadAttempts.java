package io.nerest.scoring.model;

import io.nerest.service.failure.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Loads models and rejects a model after too many failures of an unknown kind in a row. */
final class LoadAttempts {
    private final ModelCache cache;
    private final int maxUnknownFailures;
    private ModelHistory.@Nullable Next failed;
    private int unknownFailures;

    LoadAttempts(ModelCache cache, int maxUnknownFailures) {
        this.cache = cache;
        this.maxUnknownFailures = maxUnknownFailures;
    }

    LoadResult load(ModelHistory.Next next) {
        String modelId = next.model().modelId();
        try {
            return new LoadResult.Loaded(cache.acquire(modelId));
        } catch (RejectedModelException e) {
            return new LoadResult.Rejected(next, String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            return isLastFailure(next, e)
                    ? new LoadResult.Rejected(next, "model '" + modelId + "' cannot be loaded: " + e, e)
                    : new LoadResult.Failed(next, e);
        }
    }

    /** Transient failures do not count: they end when the server is reachable again. */
    private boolean isLastFailure(ModelHistory.Next next, Throwable failure) {
        if (!next.equals(failed)) {
            failed = next;
            unknownFailures = 0;
        }
        unknownFailures += Failure.of(failure) == Failure.UNKNOWN ? 1 : 0;
        return unknownFailures >= maxUnknownFailures;
    }
}
