package io.nerest.training.run;

/** Which epoch was the best, and whether the run has gone on long enough without a better one. */
final class Patience {
    private final int epochs;
    private double bestFitness;
    private int bestEpoch;

    /**
     * @param epochs to go on without a better one; 0 for ever
     * @param bestFitness so far, negative where there is none
     * @param bestEpoch that had it
     */
    Patience(int epochs, double bestFitness, int bestEpoch) {
        this.epochs = epochs;
        this.bestFitness = bestFitness;
        this.bestEpoch = bestEpoch;
    }

    /** Takes an epoch's fitness; true where it is the best so far. Nothing found yet (0) counts as better than before. */
    boolean isBest(int epoch, double fitness) {
        if (fitness > bestFitness || (bestFitness == 0 && fitness == 0)) {
            bestFitness = fitness;
            bestEpoch = epoch;
            return true;
        }
        return false;
    }

    boolean isExhausted(int epoch) {
        return epochs > 0 && epoch - bestEpoch >= epochs;
    }

    double bestFitness() {
        return bestFitness;
    }

    int bestEpoch() {
        return bestEpoch;
    }
}
