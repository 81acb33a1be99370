package io.nerest.selection.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.selection.SelectedFrame;
import io.nerest.selection.Strategies;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShadowSelectionTest {
    private static Map<String, ShadowSelection> shadows(String chosen, String... models) {
        RoundSettings settings = SimulatedCampaign.settings(chosen, Map.of());
        SimulatedCampaign campaign = new SimulatedCampaign(settings, 40);
        campaign.run(0);
        RoundPlan plan = campaign.open(1, models);
        return ShadowSelection.of(settings, chosen, plan, campaign.pool).stream()
                .collect(Collectors.toMap(ShadowSelection::strategy, shadow -> shadow));
    }

    private static List<UUID> batchOf(String strategy, String... models) {
        SimulatedCampaign campaign = new SimulatedCampaign(SimulatedCampaign.settings(strategy, Map.of()), 40);
        campaign.run(0);
        return campaign.run(1, models).selected().stream()
                .map(SelectedFrame::frameId)
                .toList();
    }

    @Test
    void everyOtherStrategyIsNamedOnce() {
        assertThat(shadows("entropy", "m").keySet())
                .containsExactlyInAnyOrderElementsOf(Strategies.names().stream()
                        .filter(name -> !name.equals("entropy"))
                        .toList());
    }

    @Test
    void aShadowIsTheBatchThatACampaignWithThisStrategyWouldSelect() {
        Map<String, ShadowSelection> shadows = shadows("entropy", "m");

        assertThat(shadows.get("least-confidence").frames()).isEqualTo(batchOf("least-confidence", "m"));
        assertThat(shadows.get("margin").frames()).isEqualTo(batchOf("margin", "m"));
        assertThat(shadows.get("least-confidence").note()).isEmpty();
    }

    @Test
    void aCommitteeNeedsTheScoresOfTwoModels() {
        assertThat(shadows("entropy", "m").get("committee").frames()).isEmpty();
        assertThat(shadows("entropy", "m").get("committee").note()).contains("two models");
        assertThat(shadows("committee", "m", "n").get("entropy").frames()).isEqualTo(batchOf("entropy", "m", "n"));
    }

    @Test
    void aStrategyThatComparesWithLabelledFramesSaysThatTheyWereNotScored() {
        ShadowSelection coreSet = shadows("entropy", "m").get("core-set");

        assertThat(coreSet.frames()).hasSize(6);
        assertThat(coreSet.note()).contains("labelled frames were not scored");
    }
}
