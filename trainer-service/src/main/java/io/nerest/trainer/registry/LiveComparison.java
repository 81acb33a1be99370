package io.nerest.trainer.registry;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a new model is compared with to decide whether it becomes live. */
public sealed interface LiveComparison {

    /** Applies the function for the case that this is. */
    <R> R match(Supplier<R> none, Function<MeasuredModel, R> measured, Function<String, R> incomparable);

    /** No model is live. */
    record NoLiveModel() implements LiveComparison {
        @Override
        public <R> R match(Supplier<R> none, Function<MeasuredModel, R> measured, Function<String, R> incomparable) {
            return none.get();
        }
    }

    /** The live model with its metrics on the same frames. */
    record Measured(MeasuredModel model) implements LiveComparison {
        @Override
        public <R> R match(Supplier<R> none, Function<MeasuredModel, R> measured, Function<String, R> incomparable) {
            return measured.apply(model);
        }
    }

    /**
     * The live model cannot be measured on these frames.
     *
     * @param reason why, one sentence
     */
    record Incomparable(String reason) implements LiveComparison {
        @Override
        public <R> R match(Supplier<R> none, Function<MeasuredModel, R> measured, Function<String, R> incomparable) {
            return incomparable.apply(reason);
        }
    }
}
