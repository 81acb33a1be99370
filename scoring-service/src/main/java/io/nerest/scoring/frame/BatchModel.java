package io.nerest.scoring.frame;

import io.nerest.messaging.receiving.RecordPosition;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.scoring.model.ModelShelf;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The model that looks at a batch: the one in use when it was taken up, however often, and however late, it is tried again. */
final class BatchModel implements AutoCloseable {
    private static final long LOOK_FOR_A_MODEL_MILLIS = 200;

    private final ActiveModel active;
    private ModelShelf.@Nullable Loan loan;

    BatchModel(ActiveModel active) {
        this.active = active;
    }

    /**
     * The model. Frames that come before the first model wait for it.
     *
     * @param records the batch, or what is left of it
     */
    LoadedModel await(Collection<RecordPosition> records) throws InterruptedException {
        while (loan == null) {
            Optional<ModelShelf.Loan> lent = active.borrow(records);
            if (lent.isPresent()) {
                loan = lent.get();
            } else {
                TimeUnit.MILLISECONDS.sleep(LOOK_FOR_A_MODEL_MILLIS);
            }
        }
        return loan.model();
    }

    @Override
    public void close() {
        if (loan != null) {
            loan.close();
        }
    }
}
