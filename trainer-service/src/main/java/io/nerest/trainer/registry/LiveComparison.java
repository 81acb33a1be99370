package io.nerest.trainer.registry;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a new model is compared with to decide whether it becomes live.
 *
 * @param <M> what is known about the live model
 */
public sealed interface LiveComparison<M> {

    /** Applies the function for the case that this is. */
    <R> R match(Supplier<R> none, Function<M, R> measured, Function<String, R> incomparable);

    /** No model is live. */
    record NoLiveModel<M>() implements LiveComparison<M> {
        @Override
        public <R> R match(Supplier<R> none, Function<M, R> measured, Function<String, R> incomparable) {
            return none.get();
        }
    }

    /** The live model with its metrics on the same frames. */
    record Measured<M>(M model) implements LiveComparison<M> {
        @Override
        public <R> R match(Supplier<R> none, Function<M, R> measured, Function<String, R> incomparable) {
            return measured.apply(model);
        }
    }

    /**
     * The live model cannot be measured on these frames.
     *
     * @param reason why, one sentence
     */
    record Incomparable<M>(String reason) implements LiveComparison<M> {
        @Override
        public <R> R match(Supplier<R> none, Function<M, R> measured, Function<String, R> incomparable) {
            return incomparable.apply(reason);
        }
    }
}
