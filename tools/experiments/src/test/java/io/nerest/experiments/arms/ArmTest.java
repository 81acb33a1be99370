package io.nerest.experiments.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.experiments.result.ArmKind;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Coral;
import io.nerest.selection.EmptyFrames;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Strategies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Map<String, Object> SHARED = Map.of("minGapSeconds", "2", "emptyFrames", "exclude");

    @Test
    void aStrategyTakesSharedSettingsAndItsOwnBeforeThem() {
        Arm arm = Arm.parse("coral[weight=0.3;minGapSeconds=4]", SHARED);

        ConfiguredStrategy chooser = arm.strategy().orElseThrow();
        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE);
        assertThat(((Coral) chooser.strategy()).weight()).isEqualTo(0.3);
        assertThat(chooser.settings().minGap()).isEqualTo(Duration.ofSeconds(4));
        assertThat(chooser.settings().emptyFrames()).isEqualTo(EmptyFrames.EXCLUDE);
    }

    @Test
    void everyArmHasTheSharedSettingsRandomIncluded() {
        for (String name : Strategies.names()) {
            SharedSettings settings =
                    Arm.parse(name, SHARED).strategy().orElseThrow().settings();
            assertThat(settings.minGap()).as(name).isEqualTo(Duration.ofSeconds(2));
            assertThat(settings.emptyFrames()).as(name).isEqualTo(EmptyFrames.EXCLUDE);
            assertThat(Arm.parse(name, Map.of()).strategy().orElseThrow().settings())
                    .as(name)
                    .isEqualTo(SharedSettings.DEFAULTS);
        }
        assertThat(Arm.parse("random[minGapSeconds=4]", SHARED)
                        .strategy()
                        .orElseThrow()
                        .settings()
                        .minGap())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void warmArmsAreArmsOfTheirOwn() {
        Arm base = Arm.parse("entropy", Map.of());
        Arm warm = Arm.parse("entropy+warm", Map.of());
        Arm both = Arm.parse("coral[weight=0.3]+curriculum+warm", Map.of());

        assertThat(base.warm()).isFalse();
        assertThat(warm.warm()).isTrue();
        assertThat(warm.kind()).isEqualTo(ArmKind.ACTIVE);
        assertThat(warm.ranksLike(base)).isFalse();
        assertThat(warm.settings()).contains("starts from the weights of the round before");
        assertThat(both.warm()).isTrue();
        assertThat(both.kind()).isEqualTo(ArmKind.ACTIVE_CURRICULUM);
        assertThat(Arm.parse("curriculum+warm", Map.of()).name()).isEqualTo("curriculum+warm");
        assertThatThrownBy(() -> Arm.parse("fixed+warm", Map.of())).hasMessageContaining("has one round");
    }

    @Test
    void randomUnfilteredHasNoSharedSettingsWhateverIsGiven() {
        Arm arm = Arm.parse("random-unfiltered", SHARED);

        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE);
        assertThat(arm.strategy()).contains(new ConfiguredStrategy(new RandomChoice(), SharedSettings.UNFILTERED));
        assertThat(arm.strategy().orElseThrow().needsScores()).isFalse();
        assertThatThrownBy(() -> Arm.parse("random-unfiltered[minGapSeconds=4]", SHARED))
                .hasMessageContaining("takes no settings");
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
        assertThat(Arm.parse("mix[shares=entropy:0.6,core-set:0.3]", Map.of()).strategy())
                .hasValue(Strategies.configure("mix", Map.of("shares", Map.of("entropy", 0.6, "core-set", 0.3))));
        assertThat(Arm.parse("committee[models=a.safetensors,b.safetensors]", Map.of())
                        .strategy())
                .hasValue(
                        Strategies.configure("committee", Map.of("models", List.of("a.safetensors", "b.safetensors"))));
    }

    @Test
    void anyStrategyCanHaveACurriculum() {
        Arm arm = Arm.parse("entropy+curriculum", SHARED);

        assertThat(arm.kind()).isEqualTo(ArmKind.ACTIVE_CURRICULUM);
        assertThat(arm.hasCurriculum()).isTrue();
        assertThat(Arm.parse("curriculum", SHARED).strategy()).isEmpty();
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
    void invalidArmsAreRefused() {
        assertThatThrownBy(() -> Arm.parse("full+curriculum", SHARED)).hasMessageContaining("takes no settings");
        assertThatThrownBy(() -> Arm.parse("coral[weight]", SHARED)).hasMessageContaining("setting=value");
        assertThatThrownBy(() -> Arm.parse("coral[weight=1", SHARED)).hasMessageContaining("must have the form");
    }

    @Test
    void armsThatSelectAlikeByConstructionAreReported() {
        Arm entropy = Arm.parse("entropy", SHARED);

        assertThat(entropy.ranksLike(Arm.parse("margin", SHARED))).isTrue();
        assertThat(entropy.ranksLike(Arm.parse("least-confidence", SHARED))).isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin+curriculum", SHARED))).isFalse();
        assertThat(entropy.ranksLike(Arm.parse("margin[aggregation=sum]", SHARED)))
                .isFalse();
    }
}
