package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished.Training;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model before its publication.
 *
 * @param modelId unique; the same for every attempt at one training
 * @param imgsz image side in pixels that it was trained at
 * @param metrics on the campaign's validation set; null for a base checkpoint
 * @param training its origin; null for a base checkpoint and an imported model
 * @param importedFrom name of the file that it was imported from; null for other models
 */
public record NewModel(
        String modelId,
        List<String> classNames,
        int imgsz,
        @Nullable Metrics metrics,
        @Nullable Training training,
        @Nullable String importedFrom) {

    public NewModel {
        classNames = List.copyOf(classNames);
    }

    /** Creates a model that was not imported. */
    public NewModel(
            String modelId,
            List<String> classNames,
            int imgsz,
            @Nullable Metrics metrics,
            @Nullable Training training) {
        this(modelId, classNames, imgsz, metrics, training, null);
    }
}
