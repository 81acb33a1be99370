package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        ConfiguredStrategy configured = Strategies.configure(
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

    @Test
    void strategiesThatRankAlikeByConstructionAreSaidTo() {
        Map<String, Object> max = Map.of("aggregation", "max");
        Map<String, Object> mean = Map.of("aggregation", "mean");

        assertThat(Strategies.rankAlike(Strategies.configure("margin", max), Strategies.configure("entropy", max)))
                .isTrue();
        assertThat(Strategies.rankAlike(Strategies.configure("gaussian", max), Strategies.configure("entropy", max)))
                .isTrue();
        assertThat(Strategies.rankAlike(Strategies.configure("margin", mean), Strategies.configure("entropy", mean)))
                .isFalse();
        assertThat(Strategies.rankAlike(
                        Strategies.configure("least-confidence", max), Strategies.configure("entropy", max)))
                .isFalse();
    }

    @Test
    void whatIsSaidToRankAlikeDoes() {
        // No two boxes lie equally far from 0.5: such ties are broken by the last bit of each formula.
        List<ScoredFrame> pool = IntStream.range(0, 190)
                .mapToObj(i -> Frames.frame(i, 0.5 + ((i * 37) % 199 + 0.5) / 400, 0.5 - ((i * 61) % 193 + 0.25) / 400))
                .toList();
        List<List<UUID>> orders = Stream.of("margin", "entropy", "gaussian")
                .map(name -> Strategies.configure(name, Map.of("aggregation", "max", "emptyFrames", "certain")))
                .map(configured -> Frames.ids(Selection.select(
                        new SelectionRequest(configured.strategy(), configured.settings(), 50, pool, List.of(), 3))))
                .toList();

        assertThat(orders.get(1)).isEqualTo(orders.get(0));
        assertThat(orders.get(2)).isEqualTo(orders.get(0));
    }
}
