package io.nerest.experiments.data;

import io.nerest.training.dataset.DatasetItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A frame of the pool.
 *
 * @param name path of its image relative to the pool's folder; identifies it in results
 * @param item the image and its true labels
 * @param capturedAt when the camera captured it; in data sets without times, one second after the frame before
 */
public record PoolFrame(String name, DatasetItem item, Instant capturedAt) {

    /** The frame's id, the same in every run. */
    public UUID id() {
        return id(name);
    }

    /** The id of the frame of a name. */
    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
