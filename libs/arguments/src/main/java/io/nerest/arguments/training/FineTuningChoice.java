package io.nerest.arguments.training;

/** Values of the {@code finetune} argument. */
public enum FineTuningChoice {
    /** The arguments are used as they are given, as the reference does. */
    NONE("none"),
    /** A recipe for few labels, chosen by their number, replaces the arguments of the optimisation. */
    AUTO("auto");

    private final String label;

    FineTuningChoice(String label) {
        this.label = label;
    }

    /** Returns the notation of the command line. */
    @Override
    public String toString() {
        return label;
    }
}
