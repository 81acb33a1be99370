package io.nerest.selector.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.selector.campaign.StopRule.Progress;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StopRuleTest {

    private static List<Progress> curve(double... map50) {
        return DoubleStream.of(map50)
                .mapToObj(value -> new Progress(10, 20, value))
                .toList();
    }

    @Test
    void nothingStopsACampaignThatHasNoLimits() {
        assertThat(StopRule.reason(StopConfig.NEVER, curve(0.5, 0.1, 0.1, 0.1))).isEmpty();
        assertThat(StopRule.reason(new StopConfig(1, 1, 0.01, 1), List.of())).isEmpty();
    }

    @Test
    void epochsLabelsAndTheTargetEachStopIt() {
        assertThat(StopRule.reason(new StopConfig(20, 0, 0, 0), curve(0.1))).isEmpty();
        assertThat(StopRule.reason(new StopConfig(20, 0, 0, 0), curve(0.1, 0.2)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("20 epochs"));
        assertThat(StopRule.reason(new StopConfig(0, 20, 0, 0), curve(0.1))).isPresent();
        assertThat(StopRule.reason(new StopConfig(0, 21, 0, 0), curve(0.1))).isEmpty();
        assertThat(StopRule.reason(new StopConfig(0, 0, 0.5, 0), curve(0.6, 0.4)))
                .isEmpty();
        assertThat(StopRule.reason(new StopConfig(0, 0, 0.5, 0), curve(0.1, 0.5)))
                .isPresent();
    }

    @Test
    void roundsWithoutGainStopItOnceThereAreEnough() {
        StopConfig two = new StopConfig(0, 0, 0, 2);

        assertThat(StopRule.reason(two, curve(0.5, 0.4))).isEmpty();
        assertThat(StopRule.reason(two, curve(0.5, 0.4, 0.51))).isEmpty();
        assertThat(StopRule.reason(two, curve(0.5, 0.4, 0.5)))
                .hasValue("no gain over 2 rounds: mAP50 0.5000, and 0.5000 before");
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new StopConfig(-1, 0, 0, 0)).hasMessageContaining("epochs -1");
        assertThatThrownBy(() -> new StopConfig(0, 0, 1.5, 0)).hasMessageContaining("'stop.mAP50' is 1.5");
        assertThatThrownBy(() -> new StopConfig(0, 0, Double.NaN, 0)).hasMessageContaining("NaN");
    }
}
