package io.nerest.trainer.rest;

import io.nerest.contracts.ModelStatus;
import java.util.Locale;

/** The reason of a promotion that a person decided. */
final class ManualPromotion {
    private static final String BEFORE = "made live by a person; before: ";

    private ManualPromotion() {}

    /** Returns a reason that keeps what the gate had decided, also after several promotions. */
    static String reason(ModelStatus status, String reason) {
        return reason.startsWith(BEFORE) ? reason : BEFORE + status.name().toLowerCase(Locale.ROOT) + ", " + reason;
    }
}
