package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The models that may score new frames. The newest promotion is next; a base checkpoint is next only while no model is
 * promoted. If the next model is removed, the one before it is next again.
 */
final class ModelHistory {
    private static final Comparator<Next> RANK = Comparator.<Next>comparingInt(
                    next -> next.model().status() == ModelStatus.PROMOTED ? 1 : 0)
            .thenComparing(next -> next.model().publishedAt());

    /** Of two models with equal rank, the first one added. */
    private static final BinaryOperator<Next> HIGHER = BinaryOperator.maxBy(RANK);

    private final Map<String, Next> models = new LinkedHashMap<>();

    /**
     * A model that may score frames.
     *
     * @param onRejection called if the model cannot be loaded
     */
    record Next(ModelPublished model, RejectionHandler onRejection) {}

    /** Takes the reason why a model cannot be used. */
    @FunctionalInterface
    interface RejectionHandler {
        void reject(String reason, Throwable cause);
    }

    /** Returns whether a model with this status may score new frames. */
    static boolean mayBeActive(ModelStatus status) {
        return switch (status) {
            case PROMOTED, BASE -> true;
            case CANDIDATE, REJECTED -> false;
        };
    }

    void add(Next next) {
        models.merge(next.model().modelId(), next, HIGHER);
    }

    /** Removes a model, unless it was promoted again in the meantime. */
    void remove(Next next) {
        models.remove(next.model().modelId(), next);
    }

    Optional<Next> next() {
        return models.values().stream().reduce(HIGHER);
    }
}
