package io.nerest.experiments.result;

import java.util.List;

/**
 * The data of an experiment.
 *
 * @param source of the images: a path, or the simulator's settings
 * @param classNames by class id
 * @param poolFolder the folder that frames' paths are relative to
 * @param pool frames of the pool
 * @param emptyInPool those of them without objects
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
     * @param frames number of its frames
     * @param empty those without objects
     * @param objects on all of them
     */
    public record StreamCount(String stream, int frames, int empty, int objects) {}
}
