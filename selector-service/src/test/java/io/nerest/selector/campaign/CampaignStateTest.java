package io.nerest.selector.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignStateTest {

    @Test
    void aRunningCampaignCanBePausedResumedAndCancelled() {
        assertThat(CampaignState.RUNNING.paused().resumed().cancelled()).isEqualTo(CampaignState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignState.class,
            names = {"COMPLETED", "FAILED", "CANCELLED"})
    void aFinalStateNeverChanges(CampaignState over) {
        assertThatThrownBy(over::paused).isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(over::resumed).isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(over::cancelled)
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("a campaign that is " + over + " cannot be cancelled");
    }
}
