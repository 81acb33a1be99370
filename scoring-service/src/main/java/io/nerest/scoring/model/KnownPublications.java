package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The newest publication of each model that this pod has received. A publication that is older than the known one was sent
 * again by somebody; the broker itself repeats only publications that the pod has received already.
 */
final class KnownPublications {
    private final Map<String, ModelPublished> newest = new HashMap<>();
    private final Set<String> signatures = new HashSet<>();

    /**
     * Returns whether a publication adds something.
     *
     * @return false if it was received before
     * @throws UntrustedModelException if it is older than the known publication of the model
     */
    synchronized boolean isNew(ModelPublished model) {
        if (signatures.contains(model.signature())) {
            return false;
        }
        ModelPublished known = newest.get(model.modelId());
        if (known != null && model.publishedAt().isBefore(known.publishedAt())) {
            throw new UntrustedModelException("the publication of model '" + model.modelId() + "' as " + model.status()
                    + " at " + model.publishedAt() + " is outdated: it was published as " + known.status() + " at "
                    + known.publishedAt());
        }
        return true;
    }

    synchronized void add(ModelPublished model) {
        newest.put(model.modelId(), model);
        signatures.add(model.signature());
    }
}
