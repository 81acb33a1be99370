package io.nerest.experiments.map;

import java.util.List;

/**
 * The embeddings of a sample of a pool's frames.
 *
 * @param frames their names
 * @param vectors [frame][length]
 * @param of the number of frames that the sample was drawn from
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
