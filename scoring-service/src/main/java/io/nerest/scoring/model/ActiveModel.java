package io.nerest.scoring.model;

import io.nerest.messaging.receiving.RecordPosition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that looks at new frames, and how far it has come in them. */
@ApplicationScoped
public class ActiveModel {
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private ModelShelf.@Nullable Loan loan;

    /**
     * One model has taken over from another.
     *
     * @param previousModelId empty where there was none
     * @param from first offset of {@code frames} that is not the previous model's, by partition
     */
    record Takeover(Optional<String> previousModelId, Map<Integer, Long> from) {}

    /** Puts a loaded model in the place of the one in use, between two batches. */
    synchronized Takeover take(ModelShelf.Loan next) {
        Takeover takeover = new Takeover(modelId(), Map.copyOf(nextOffsets));
        if (loan != null) {
            loan.close();
        }
        loan = next;
        return takeover;
    }

    /** The id of the model in use; empty until the first one is. */
    public synchronized Optional<String> modelId() {
        return Optional.ofNullable(loan).map(each -> each.model().modelId());
    }

    /** Lends the model in use; empty until there is one. */
    public Optional<ModelShelf.Loan> borrow() {
        return borrow(List.of());
    }

    /**
     * Lends the model in use for records of {@code frames}: a later model looks only at those after them. Empty until there
     * is a model.
     */
    public synchronized Optional<ModelShelf.Loan> borrow(Collection<RecordPosition> records) {
        if (loan == null) {
            return Optional.empty();
        }
        for (RecordPosition record : records) {
            nextOffsets.merge(record.partition(), record.offset() + 1, Math::max);
        }
        return Optional.of(loan.again());
    }
}
