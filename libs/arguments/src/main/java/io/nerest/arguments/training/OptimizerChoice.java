package io.nerest.arguments.training;

/** Values of the {@code optimizer} argument. */
public enum OptimizerChoice {
    /** Chosen from the length of the run, together with its learning rate and momentum. */
    AUTO("auto"),
    SGD("SGD"),
    ADAM("Adam"),
    ADAMW("AdamW"),
    NADAM("NAdam"),
    RADAM("RAdam"),
    RMSPROP("RMSProp");

    private final String label;

    OptimizerChoice(String label) {
        this.label = label;
    }

    /** Returns the notation of the command line. */
    @Override
    public String toString() {
        return label;
    }
}
