package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {

    @Test
    void everyDescribedStrategyCanBeMadeAndBearsItsName() {
        assertThat(EveryStrategy.WITH_DEFAULTS)
                .extracting(Strategy::name)
                .containsExactlyElementsOf(Strategies.names());
    }

    @Test
    void settingsOfAStrategyAndSharedOnesComeInOneMap() {
        Strategies.Configured configured = Strategies.configure(
                "gaussian",
                Map.of("sigma", 0.2, "aggregation", "sum", "emptyFrames", "quota:0.25", "minGapSeconds", 3));

        assertThat(configured.strategy()).isEqualTo(new GaussianDensity(0.5, 0.2));
        assertThat(configured.settings().aggregation()).isEqualTo(Aggregation.SUM);
        assertThat(configured.settings().emptyFrames()).isEqualTo(EmptyFrames.quota(0.25));
        assertThat(configured.settings().minGap()).hasSeconds(3);
    }

    @Test
    void anUnknownStrategyIsRefusedAndTheNearestOffered() {
        assertThatThrownBy(() -> Strategies.configure("least-confidense", Map.of()))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("did you mean 'least-confidence'?");
    }

    @Test
    void anUnknownSettingIsRefusedAndTheNearestOffered() {
        assertThatThrownBy(() -> Strategies.configure("gaussian", Map.of("sigmo", 1)))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("did you mean 'sigma'?");
    }

    @Test
    void aSettingOfTheWrongKindIsRefused() {
        assertThatThrownBy(() -> Strategies.configure("gaussian", Map.of("sigma", "wide")))
                .hasMessageContaining("'sigma' is 'wide'");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("minConfidence", Double.NaN)))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("emptyFrames", "quota:2")))
                .hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("minGapSeconds", -1)))
                .hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("aggregation", "median")))
                .hasMessageContaining("median");
    }
}
