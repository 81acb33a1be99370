package io.nerest.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsEffectTest {

    private static ArmSummary arm(String name, double lastMap50, double area) {
        Spread any = new Spread(0.1, 0, 3);
        RoundSummary last =
                new RoundSummary(3, 72, 0, 12, new Spread(lastMap50, 0.01, 3), any, any, any, null, null, null);
        return new ArmSummary(
                name, List.of(last), new Spread(area, 0.01, 3), null, null, null, null, null, null, List.of());
    }

    @Test
    void theSettingsOwnEffectIsReportedApartFromTheStrategies() {
        assertThat(SettingsEffect.note(List.of(
                        arm("random", 0.4, 0.28), arm("random-unfiltered", 0.32, 0.23), arm("entropy", 0.41, 0.3))))
                .get()
                .asString()
                .contains("last mAP50 0.400 against 0.320, 1.25 times; area 0.280 against 0.230")
                .contains("'times random' does not contain their effect");
    }

    @Test
    void aReaderLearnsHowToMeasureTheEffectIfItWasNot() {
        assertThat(SettingsEffect.note(List.of(arm("random", 0.4, 0.28), arm("entropy", 0.41, 0.3))))
                .get()
                .asString()
                .contains("was not measured: add the arm random-unfiltered");
        assertThat(SettingsEffect.note(List.of(arm("entropy", 0.41, 0.3)))).isEmpty();
    }
}
