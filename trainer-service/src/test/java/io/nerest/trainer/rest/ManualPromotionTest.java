package io.nerest.trainer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelStatus;
import org.junit.jupiter.api.Test;

class ManualPromotionTest {
    @Test
    void theDecisionOfTheGateIsKeptThroughSeveralPromotions() {
        String first = ManualPromotion.reason(ModelStatus.REJECTED, "clearly worse");

        assertThat(first).isEqualTo("made live by a person; before: rejected, clearly worse");
        assertThat(ManualPromotion.reason(ModelStatus.PROMOTED, first)).isEqualTo(first);
    }
}
