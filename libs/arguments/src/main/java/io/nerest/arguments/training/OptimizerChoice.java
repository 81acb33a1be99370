package io.nerest.arguments.training;

/** The {@code optimizer} argument. */
public enum OptimizerChoice {
    /** Chosen by the length of the run, together with its learning rate and momentum. */
    AUTO("auto"),
    SGD("SGD"),
    ADAMW("AdamW");

    private final String label;

    OptimizerChoice(String label) {
        this.label = label;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return label;
    }
}
