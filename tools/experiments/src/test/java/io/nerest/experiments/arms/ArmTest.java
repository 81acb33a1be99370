package io.nerest.experiments.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.experiments.result.ArmKind;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Coral;
import io.nerest.selection.EmptyFrames;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.Strategies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Map<String, Object> SHARED = Map.of("minGapSeconds", "2", "emptyFrames", "exclude");

    @Test
    void aStrategyTakesSharedSettingsAndItsOwnBeforeThem() {
        Arm arm = Arm.parse("coral[weight=0.3;minGapSeconds=4]", SHARED, false);

        ConfiguredStrategy chooser = arm.strategy().orElseThrow();
        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE);
        assertThat(((Coral) chooser.strategy()).weight()).isEqualTo(0.3);
        assertThat(chooser.settings().minGap()).isEqualTo(Duration.ofSeconds(4));
        assertThat(chooser.settings().emptyFrames()).isEqualTo(EmptyFrames.EXCLUDE);
    }

    @Test
    void randomStaysThePlainBaselineUnlessItsOwnSettingsSayOtherwise() {
        assertThat(Arm.parse("random", SHARED, false).strategy().orElseThrow().settings())
                .isEqualTo(Strategies.RANDOM_DEFAULTS);
        assertThat(Arm.parse("random[minGapSeconds=4]", SHARED, false)
                        .strategy()
                        .orElseThrow()
                        .settings()
                        .minGap())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void randomHasTheSharedSettingsOnRequest() {
        assertThat(Arm.parse("random", SHARED, true)
                        .strategy()
                        .orElseThrow()
                        .settings()
                        .minGap())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void commasWithinBracketsBelongToAnArm() {
        assertThat(Arm.split("random,mix[shares=entropy:0.6,core-set:0.3],full"))
                .containsExactly("random", "mix[shares=entropy:0.6,core-set:0.3]", "full");
        assertThat(Arm.split("random,,full")).containsExactly("random", "", "full");
        assertThat(Arm.split("")).containsExactly("");
    }

    @Test
    void sharesOfAMixAndModelsOfACommitteeAreSettingsOfAnArm() {
        assertThat(Arm.parse("mix[shares=entropy:0.6,core-set:0.3]", Map.of(), false)
                        .strategy())
                .hasValue(Strategies.configure("mix", Map.of("shares", Map.of("entropy", 0.6, "core-set", 0.3))));
        assertThat(Arm.parse("committee[models=a.safetensors,b.safetensors]", Map.of(), false)
                        .strategy())
                .hasValue(
                        Strategies.configure("committee", Map.of("models", List.of("a.safetensors", "b.safetensors"))));
    }

    @Test
    void anyStrategyCanHaveACurriculum() {
        Arm arm = Arm.parse("entropy+curriculum", SHARED, false);

        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE_CURRICULUM);
        assertThat(arm.hasCurriculum()).isTrue();
        assertThat(Arm.parse("curriculum", SHARED, false).strategy()).isEmpty();
    }

    @Test
    void theNearestKnownNameIsOffered() {
        assertThatThrownBy(() -> Arm.parse("entrpy", SHARED, false))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("did you mean 'entropy'?");
        assertThatThrownBy(() -> Arm.parse("curiculum", SHARED, false))
                .hasMessageContaining("did you mean 'curriculum'?");
        assertThatThrownBy(() -> Arm.parse("coral[wieght=1]", SHARED, false))
                .hasMessageContaining("did you mean 'weight'?");
    }

    @Test
    void invalidArmsAreRefused() {
        assertThatThrownBy(() -> Arm.parse("full+curriculum", SHARED, false)).hasMessageContaining("takes no settings");
        assertThatThrownBy(() -> Arm.parse("coral[weight]", SHARED, false)).hasMessageContaining("setting=value");
        assertThatThrownBy(() -> Arm.parse("coral[weight=1", SHARED, false)).hasMessageContaining("must have the form");
    }

    @Test
    void armsThatSelectAlikeByConstructionAreReported() {
        Arm entropy = Arm.parse("entropy", SHARED, false);

        assertThat(entropy.ranksLike(Arm.parse("margin", SHARED, false))).isTrue();
        assertThat(entropy.ranksLike(Arm.parse("least-confidence", SHARED, false)))
                .isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin+curriculum", SHARED, false)))
                .isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin[aggregation=sum]", SHARED, false)))
                .isFalse();
    }
}
