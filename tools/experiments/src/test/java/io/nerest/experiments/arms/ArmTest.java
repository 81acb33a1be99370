package io.nerest.experiments.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.experiments.result.ArmKind;
import io.nerest.selection.Coral;
import io.nerest.selection.EmptyFrames;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Map<String, Object> SHARED = Map.of("minGapSeconds", "2", "emptyFrames", "exclude");

    @Test
    void aStrategyTakesSharedSettingsAndItsOwnBeforeThem() {
        Arm arm = Arm.parse("coral[weight=0.3;minGapSeconds=4]", SHARED);

        ConfiguredStrategy chooser = arm.chooser().orElseThrow();
        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE);
        assertThat(((Coral) chooser.strategy()).weight()).isEqualTo(0.3);
        assertThat(chooser.settings().minGap()).isEqualTo(Duration.ofSeconds(4));
        assertThat(chooser.settings().emptyFrames()).isEqualTo(EmptyFrames.EXCLUDE);
    }

    @Test
    void randomStaysThePlainBaselineUnlessItIsToldOtherwiseItself() {
        assertThat(Arm.parse("random", SHARED).chooser().orElseThrow().settings())
                .isEqualTo(Strategies.RANDOM_DEFAULTS);
        assertThat(Arm.parse("random[minGapSeconds=4]", SHARED)
                        .chooser()
                        .orElseThrow()
                        .settings()
                        .minGap())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aCurriculumGoesOnTopOfAnyStrategy() {
        Arm arm = Arm.parse("entropy+curriculum", SHARED);

        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE_CURRICULUM);
        assertThat(arm.hasCurriculum()).isTrue();
        assertThat(Arm.parse("curriculum", SHARED).chooser()).isEmpty();
    }

    @Test
    void theNearestKnownNameIsOffered() {
        assertThatThrownBy(() -> Arm.parse("entrpy", SHARED))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("did you mean 'entropy'?");
        assertThatThrownBy(() -> Arm.parse("curiculum", SHARED)).hasMessageContaining("did you mean 'curriculum'?");
        assertThatThrownBy(() -> Arm.parse("coral[wieght=1]", SHARED)).hasMessageContaining("did you mean 'weight'?");
    }

    @Test
    void whatAnArmCannotTakeIsRefused() {
        assertThatThrownBy(() -> Arm.parse("full+curriculum", SHARED)).hasMessageContaining("takes no settings");
        assertThatThrownBy(() -> Arm.parse("coral[weight]", SHARED)).hasMessageContaining("setting=value");
        assertThatThrownBy(() -> Arm.parse("coral[weight=1", SHARED)).hasMessageContaining("does not read as");
    }

    @Test
    void armsThatChooseAlikeByConstructionAreKnown() {
        Arm entropy = Arm.parse("entropy", SHARED);

        assertThat(entropy.ranksLike(Arm.parse("margin", SHARED))).isTrue();
        assertThat(entropy.ranksLike(Arm.parse("least-confidence", SHARED))).isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin+curriculum", SHARED))).isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin[aggregation=sum]", SHARED)))
                .isFalse();
    }
}
