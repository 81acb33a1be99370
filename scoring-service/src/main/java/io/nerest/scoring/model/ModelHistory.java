package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The models that may look at new frames, and which of them does: the newest promotion, and a base checkpoint only while
 * nothing is promoted. Where the first turns out to be unusable, the one before it is first again.
 */
final class ModelHistory {
    private static final Comparator<Heir> RANK = Comparator.<Heir>comparingInt(
                    heir -> heir.model().status() == ModelStatus.PROMOTED ? 1 : 0)
            .thenComparing(heir -> heir.model().publishedAt());

    /** Of two that rank alike, the one heard of first. */
    private static final BinaryOperator<Heir> FIRST = BinaryOperator.maxBy(RANK);

    private final Map<String, Heir> heirs = new LinkedHashMap<>();

    /**
     * A model that may look at frames.
     *
     * @param refusal where to say that it cannot
     */
    record Heir(ModelPublished model, Refusal refusal) {}

    /** Takes the reason why a model is not used. */
    @FunctionalInterface
    interface Refusal {
        void tell(String reason, Throwable cause);
    }

    /** Whether a model of this standing may look at new frames. */
    static boolean mayBeLive(ModelPublished model) {
        return model.status() == ModelStatus.PROMOTED || model.status() == ModelStatus.BASE;
    }

    void add(Heir heir) {
        heirs.merge(heir.model().modelId(), heir, FIRST);
    }

    /** Takes a model out, unless it has been promoted anew in the meantime. */
    void remove(Heir heir) {
        heirs.remove(heir.model().modelId(), heir);
    }

    Optional<Heir> first() {
        return heirs.values().stream().reduce(FIRST);
    }
}
