package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import java.io.IOException;
import java.util.List;

/** Loads a model into memory. */
@FunctionalInterface
interface ModelLoader {
    /**
     * Loads and warms up a model.
     *
     * @throws RejectedModelException if the model can never be loaded
     * @throws IOException if the weights cannot be read now
     */
    LoadedModel load(ModelPublished model) throws IOException;

    /** Called after a load with all models that are loaded now. */
    default void loaded(List<ModelPublished> models) {}
}
