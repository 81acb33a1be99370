package io.nerest.training.run;

import java.util.Map;

/**
 * Progress of a run.
 *
 * @param epochs that are finished
 * @param steps the optimiser has made
 * @param batchOfLastStep number of the batch, from 0 over all epochs, that the last step was made after; -1 before the
 *     first
 * @param bestFitness so far, -1 before the first validation
 * @param bestEpoch that had it, from 0
 * @param seconds the run has taken
 */
record RunProgress(int epochs, long steps, long batchOfLastStep, double bestFitness, int bestEpoch, double seconds) {
    static final RunProgress NONE = new RunProgress(0, 0, -1, -1, 0, 0);

    Map<String, String> toMetadata() {
        return Map.of(
                "epochs", Integer.toString(epochs),
                "steps", Long.toString(steps),
                "last_step_batch", Long.toString(batchOfLastStep),
                "best_fitness", Double.toString(bestFitness),
                "best_epoch", Integer.toString(bestEpoch),
                "seconds", Double.toString(seconds));
    }

    /**
     * Reads the progress from metadata.
     *
     * @throws IllegalArgumentException if a value is missing or not a number
     */
    static RunProgress fromMetadata(Map<String, String> metadata) {
        return new RunProgress(
                Integer.parseInt(text(metadata, "epochs")),
                Long.parseLong(text(metadata, "steps")),
                Long.parseLong(text(metadata, "last_step_batch")),
                Double.parseDouble(text(metadata, "best_fitness")),
                Integer.parseInt(text(metadata, "best_epoch")),
                Double.parseDouble(text(metadata, "seconds")));
    }

    private static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value;
    }
}
