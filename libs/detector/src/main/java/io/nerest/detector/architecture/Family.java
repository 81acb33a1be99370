package io.nerest.detector.architecture;

import java.util.List;

/**
 * A family of detectors: one table, several sizes. A new family needs new {@link #layers()} and possibly new
 * {@link Block}s.
 *
 * @param prefix first part of its members' names: {@code yolov8}
 * @param suffix last part of the names, after the scale's letter: empty, or {@code u}
 * @param scales its sizes, smallest first
 * @param layers its table; the last row is the head
 * @param embeddingLayer the row whose pooled output is the embedding of an image
 */
public record Family(String prefix, String suffix, List<Scale> scales, List<Layer> layers, int embeddingLayer) {
    public Family {
        scales = List.copyOf(scales);
        layers = List.copyOf(layers);
    }

    /** The name of one member: {@code yolov8n}. */
    public String member(Scale scale) {
        return prefix + scale.letter() + suffix;
    }
}
