package io.nerest.standalone.costs;

/**
 * What one frame takes.
 *
 * @param storeBytes bytes of the image in the object store
 * @param kafkaBytes bytes of its events in the logs of one broker
 * @param databaseBytes bytes of its rows with their indexes in all schemas
 * @param scoringSeconds time of one scoring process
 * @param processor of the scoring process
 * @param gpu whether the scoring process has a GPU
 */
public record FrameCost(
        double storeBytes,
        double kafkaBytes,
        double databaseBytes,
        double scoringSeconds,
        String processor,
        boolean gpu) {}
