package io.nerest.training.run;

/** The best epoch, and whether the run should stop early. */
final class Patience {
    private final int epochs;
    private double bestFitness;
    private int bestEpoch;

    /**
     * @param epochs to continue without a better one; 0 for no limit
     * @param bestFitness so far, negative where there is none
     * @param bestEpoch that had it
     */
    Patience(int epochs, double bestFitness, int bestEpoch) {
        this.epochs = epochs;
        this.bestFitness = bestFitness;
        this.bestEpoch = bestEpoch;
    }

    /**
     * Records an epoch's fitness and returns whether it is the best so far. While the best fitness is 0, an equal one
     * counts as better.
     */
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
