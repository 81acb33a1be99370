package io.nerest.experiments.map;

import java.util.List;

/**
 * A sample of a pool's frames as a model sees them.
 *
 * @param frames their names
 * @param vectors [frame][length]
 * @param of how many frames the sample was drawn from
 */
@SuppressWarnings("ArrayRecordComponent")
public record PoolEmbeddings(List<String> frames, double[][] vectors, int of) {

    public PoolEmbeddings {
        frames = List.copyOf(frames);
    }

    public int size() {
        return vectors.length;
    }
}
