package io.nerest.detector.architecture;

import java.util.List;

/**
 * A family of detectors: one table, several sizes. A new family is a new {@link #layers()} and, where it needs any, a few
 * more {@link Block}s.
 *
 * @param prefix what the names of its members start with: {@code yolov8}
 * @param suffix what they end with after the scale's letter: empty, or {@code u}
 * @param scales its sizes, smallest first
 * @param layers its table; the last row is the head
 * @param embeddingLayer the row whose pooled output describes a picture as a vector
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
