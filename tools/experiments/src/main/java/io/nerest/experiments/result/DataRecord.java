package io.nerest.experiments.result;

import java.util.List;

/**
 * What the arms were run on.
 *
 * @param source where the pictures come from: a path, or the simulator's settings
 * @param classNames by class id
 * @param poolFolder the folder that frames' paths are relative to
 * @param pool frames that labels can be asked for
 * @param emptyInPool those of them on which there is nothing
 * @param validation frames of the validation set
 * @param streams of the pool, with their counts
 */
public record DataRecord(
        String source,
        List<String> classNames,
        String poolFolder,
        int pool,
        int emptyInPool,
        int validation,
        List<StreamCount> streams) {

    public DataRecord {
        classNames = List.copyOf(classNames);
        streams = List.copyOf(streams);
    }

    /**
     * A camera of the pool.
     *
     * @param stream its name
     * @param frames it gave
     * @param empty those with nothing on them
     * @param objects on all of them
     */
    public record StreamCount(String stream, int frames, int empty, int objects) {}
}
