package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.training.network.LossComponents;
import org.junit.jupiter.api.Test;

class OverfittingTest {

    @Test
    void validationLossThatRisesWhileTrainingLossFallsIsFlaggedAfterFiveEpochs() {
        Overfitting overfitting = new Overfitting();

        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(add(overfitting, 4 - 0.2 * epoch, 3 + 0.1 * epoch)).isFalse();
        }
        assertThat(add(overfitting, 3.2, 3.4)).isTrue();
        assertThat(overfitting.warning())
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains(
                                "training loss fell from 4.000 to 3.200", "validation loss rose from 3.000 to 3.400"));
    }

    @Test
    void oneBadEpochAmongFallingOnesIsNoOverfitting() {
        Overfitting overfitting = new Overfitting();
        double[] validation = {3, 2.8, 3.1, 2.5, 2.4, 2.2};

        for (int epoch = 0; epoch < validation.length; epoch++) {
            assertThat(add(overfitting, 4 - 0.2 * epoch, validation[epoch])).isFalse();
        }
        assertThat(overfitting.warning()).isEmpty();
    }

    @Test
    void aNetworkWhoseLossesBothRiseDivergesAndDoesNotOverfit() {
        Overfitting overfitting = new Overfitting();

        for (int epoch = 0; epoch < 8; epoch++) {
            assertThat(add(overfitting, 4 + 0.2 * epoch, 3 + 0.1 * epoch)).isFalse();
        }
    }

    @Test
    void noiseOfLessThanAHundredthIsNoTrend() {
        Overfitting overfitting = new Overfitting();

        for (int epoch = 0; epoch < 8; epoch++) {
            assertThat(add(overfitting, 4 - 0.2 * epoch, 3 + 0.001 * epoch)).isFalse();
        }
    }

    private static boolean add(Overfitting overfitting, double train, double validation) {
        return overfitting.isShownBy(
                new LossComponents((float) train, 0, 0), new LossComponents(0, (float) validation, 0));
    }
}
