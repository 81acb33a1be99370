package io.nerest.experiments.map;

import java.util.List;

/**
 * Positions of frames on a plane.
 *
 * @param method {@code PCA} or {@code UMAP}
 * @param xLabel what the first axis is
 * @param yLabel what the second axis is
 * @param frames their names
 * @param points [frame][2], in the order of the names
 */
@SuppressWarnings("ArrayRecordComponent")
public record Layout(String method, String xLabel, String yLabel, List<String> frames, double[][] points) {

    public Layout {
        frames = List.copyOf(frames);
        if (frames.size() != points.length) {
            throw new IllegalArgumentException(
                    "%d frames cannot have %d positions".formatted(frames.size(), points.length));
        }
    }
}
