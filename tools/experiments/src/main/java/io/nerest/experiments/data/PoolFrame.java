package io.nerest.experiments.data;

import io.nerest.training.dataset.DatasetItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A frame that labels can be asked for.
 *
 * @param name its picture, relative to the pool's folder; also what it goes by in results
 * @param item the picture and its true labels
 * @param capturedAt when the camera took it; of data sets that do not say, one second after the frame before
 */
public record PoolFrame(String name, DatasetItem item, Instant capturedAt) {

    /** An id that is the same in every run. */
    public UUID id() {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
