package io.nerest.standalone.costs;

/**
 * What one frame takes.
 *
 * @param storeBytes bytes of the image in the object store
 * @param kafkaBytes bytes of its events in the logs of one broker
 * @param databaseBytes bytes of its rows with their indexes in all schemas
 * @param scoringSeconds time of one scoring process
 * @param inferenceSeconds part of it in the network, with its pre- and postprocessing
 * @param device that ran the network, {@code cpu} or {@code cuda:0}
 * @param processor of the scoring process
 */
public record FrameCost(
        double storeBytes,
        double kafkaBytes,
        double databaseBytes,
        double scoringSeconds,
        double inferenceSeconds,
        String device,
        String processor) {

    /** Whether a GPU ran the network. */
    boolean gpu() {
        return !device.equals("cpu");
    }
}
