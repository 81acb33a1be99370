package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrategiesTest {

    @Test
    void everyDescribedStrategyCanBeMadeAndHasItsName() {
        assertThat(EveryStrategy.WITH_DEFAULTS)
                .extracting(Strategy::name)
                .containsExactlyElementsOf(Strategies.names());
    }

    @Test
    void settingsOfAStrategyAndSharedOnesComeInOneMap() {
        ConfiguredStrategy configured = Strategies.configure(
                "gaussian",
                Map.of("sigma", 0.2, "aggregation", "sum", "emptyFrames", "quota:0.25", "minGapSeconds", 3));

        assertThat(configured.strategy()).isEqualTo(new GaussianNearMu(0.5, 0.2));
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
                .hasMessageContaining("must be a finite number");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("emptyFrames", "quota:2")))
                .hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("minGapSeconds", -1)))
                .hasMessageContaining("must be in [0, 1000000000]");
        assertThatThrownBy(() -> Strategies.configure("random", Map.of("aggregation", "median")))
                .hasMessageContaining("median");
    }

    @Test
    void strategiesThatRankAlikeByConstructionAreReported() {
        Map<String, Object> max = Map.of("aggregation", "max");
        Map<String, Object> mean = Map.of("aggregation", "mean");

        assertThat(Strategies.rankAlike(Strategies.configure("margin", max), Strategies.configure("entropy", max)))
                .isTrue();
        assertThat(Strategies.rankAlike(
                        Strategies.configure("gaussian-near-mu", max), Strategies.configure("entropy", max)))
                .isTrue();
        assertThat(Strategies.rankAlike(Strategies.configure("margin", mean), Strategies.configure("entropy", mean)))
                .isFalse();
        assertThat(Strategies.rankAlike(
                        Strategies.configure("least-confidence", max), Strategies.configure("entropy", max)))
                .isFalse();
    }

    @Test
    void strategiesReportedToRankAlikeDo() {
        // No two boxes lie equally far from 0.5: such ties are broken by the last bit of each formula.
        List<ScoredFrame> pool = IntStream.range(0, 190)
                .mapToObj(i -> Frames.frame(i, 0.5 + ((i * 37) % 199 + 0.5) / 400, 0.5 - ((i * 61) % 193 + 0.25) / 400))
                .toList();
        List<List<UUID>> orders = Stream.of("margin", "entropy", "gaussian-near-mu")
                .map(name -> Strategies.configure(name, Map.of("aggregation", "max", "emptyFrames", "certain")))
                .map(configured -> Frames.ids(Selection.select(
                        new SelectionRequest(configured.strategy(), configured.settings(), 50, pool, List.of(), 3))))
                .toList();

        assertThat(orders.get(1)).isEqualTo(orders.get(0));
        assertThat(orders.get(2)).isEqualTo(orders.get(0));
    }

    @Test
    void theDescribedSettingsOfAStrategyAreThoseItReads() {
        for (StrategyDescription strategy : Strategies.ALL) {
            SettingValues values = new SettingValues(Map.of());
            Strategy made = StrategySchema.ALL.get(strategy.name()).make().apply(values);
            assertThat(made.name()).isEqualTo(strategy.name());
            List<String> described =
                    strategy.settings().stream().map(SettingDescription::name).toList();

            assertThat(described).as(strategy.name()).containsAll(values.known());
        }
    }

    @Test
    void everyDescribedDefaultIsTheValueThatIsUsed() {
        for (StrategyDescription strategy : Strategies.ALL) {
            Map<String, Object> spelledOut = new HashMap<>();
            strategy.settings().stream()
                    .filter(setting ->
                            setting.type().equals("number") || setting.type().equals("integer"))
                    .filter(setting -> !List.of("mu", "sigma").contains(setting.name())
                            || strategy.name().startsWith("gaussian"))
                    .forEach(setting -> spelledOut.put(setting.name(), setting.byDefault()));
            Strategies.SHARED.forEach(setting -> spelledOut.put(setting.name(), setting.byDefault()));

            assertThat(Strategies.configure(strategy.name(), spelledOut))
                    .isEqualTo(Strategies.configure(strategy.name(), Map.of()));
        }
    }

    @Test
    void everyStrategyHasTheSameSharedDefaultsRandomIncluded() {
        assertThat(Strategies.names())
                .allSatisfy(
                        name -> assertThat(Strategies.configure(name, Map.of()).settings())
                                .as(name)
                                .isEqualTo(SharedSettings.DEFAULTS));
    }

    @Test
    void randomGetsTheSameShareOfEmptyFramesAsAStrategy() {
        List<ScoredFrame> pool = IntStream.range(0, 200)
                .mapToObj(i -> i % 5 == 0 ? Frames.frame(i, 0.3 + i / 1000.0) : Frames.frame(i))
                .toList();

        assertThat(Strategies.names().stream()
                        .filter(name -> !Strategies.configure(name, Map.of()).needsEmbeddings())
                        .filter(name -> !name.equals("committee"))
                        // Empty frames between two detections of one object are no empty frames to it.
                        .filter(name -> !name.equals("temporal"))
                        .map(name -> emptyFrames(name, pool)))
                .as("empty frames of a batch of 20 from a pool with four fifths of empty frames")
                .isNotEmpty()
                .containsOnly(2L);
    }

    private static long emptyFrames(String name, List<ScoredFrame> pool) {
        ConfiguredStrategy configured = Strategies.configure(name, Map.of());
        List<UUID> selected = Frames.ids(Selection.select(
                new SelectionRequest(configured.strategy(), configured.settings(), 20, pool, List.of(), 3)));
        return pool.stream()
                .filter(ScoredFrame::hasNoDetections)
                .filter(frame -> selected.contains(frame.frameId()))
                .count();
    }

    @Test
    void theEarlierNameOfAStrategyStaysReadableWithItsMeaning() {
        assertThat(Strategies.configure("gaussian", Map.of("mu", 0.4)))
                .isEqualTo(Strategies.configure("gaussian-near-mu", Map.of("mu", 0.4)));
        assertThat(Strategies.configure("mix", Map.of("shares", "gaussian:0.5,core-set:0.4")))
                .isEqualTo(Strategies.configure("mix", Map.of("shares", "gaussian-near-mu:0.5,core-set:0.4")));
        assertThat(Strategies.names()).doesNotContain("gaussian");
    }

    @Test
    void settingsAsTextAreTheSameAsInJson() {
        assertThat(Strategies.configure("mix", Map.of("shares", "entropy:0.6, core-set:0.3", "classBalance", "true")))
                .isEqualTo(Strategies.configure(
                        "mix", Map.of("shares", Map.of("entropy", 0.6, "core-set", 0.3), "classBalance", true)));
        assertThat(Strategies.configure("committee", Map.of("models", "a, b")))
                .isEqualTo(Strategies.configure("committee", Map.of("models", List.of("a", "b"))));
        assertThat(Strategies.configure("stratified", Map.of("inner", "gaussian", "mu", "0.4", "by", "HOUR")))
                .isEqualTo(Strategies.configure("stratified", Map.of("inner", "gaussian", "mu", 0.4, "by", "hour")));
    }

    @Test
    void theSettingsOfAPartAreKnownOnlyIfThePartIsUsed() {
        assertThat(Strategies.configure("coral", Map.of("uncertainty", "gaussian", "sigma", 0.3))
                        .strategy())
                .isEqualTo(new Coral(new GaussianNearMu(0.5, 0.3), 0.5));
        assertThatThrownBy(() -> Strategies.configure("coral", Map.of("sigma", 0.3)))
                .hasMessageContaining("'sigma' is not known to strategy 'coral'");
    }

    @Test
    void everyStrategyIsRankingWholePoolOrComposite() {
        assertThat(EveryStrategy.WITH_DEFAULTS.stream()
                        .filter(strategy -> strategy.asRanking().isPresent())
                        .map(Strategy::name))
                .containsExactly(
                        "random",
                        "least-confidence",
                        "margin",
                        "entropy",
                        "entropy-normalised",
                        "gaussian-near-mu",
                        "gaussian-low-density");
        assertThat(EveryStrategy.WITH_DEFAULTS.stream()
                        .filter(Strategy::isComposite)
                        .map(Strategy::name))
                .containsExactly("stratified", "mix");
    }

    @Test
    void strategiesNeedWhatTheyRead() {
        assertThat(EveryStrategy.WITH_DEFAULTS.stream()
                        .filter(strategy -> !strategy.needs().scores())
                        .map(Strategy::name))
                .containsExactly("random");
        assertThat(EveryStrategy.WITH_DEFAULTS.stream()
                        .filter(strategy -> strategy.needs().embeddings())
                        .map(Strategy::name))
                .containsExactly("core-set", "coral", "hybrid", "typical", "mix");
        assertThat(EveryStrategy.WITH_DEFAULTS.stream()
                        .filter(strategy -> strategy.committee().isPresent())
                        .map(Strategy::name))
                .containsExactly("committee");
        Strategy divided = Strategies.configure("mix", Map.of("shares", "committee:1,random:1"))
                .strategy();
        assertThat(divided.needs().committee()).isPresent();
        assertThat(divided.needs().scores()).isTrue();
    }

    @Test
    void randomNeedsScoresOnlyIfItsSharedSettingsDo() {
        assertThat(Strategies.configure("random", Map.of("emptyFrames", "certain"))
                        .needsScores())
                .isFalse();
        assertThat(Strategies.configure("random", Map.of("emptyFrames", "uncertain"))
                        .needsScores())
                .isFalse();
        assertThat(Strategies.configure("random", Map.of("emptyFrames", "exclude"))
                        .needsScores())
                .isTrue();
        assertThat(Strategies.configure("random", Map.of("emptyFrames", "quota:0.1"))
                        .needsScores())
                .isTrue();
        assertThat(Strategies.configure("random", Map.of("classBalance", true)).needsScores())
                .isTrue();
        assertThat(Strategies.configure("random", Map.of("nearDuplicate", 0.1)).needsScores())
                .isTrue();
        assertThat(Strategies.configure("random", Map.of("nearDuplicate", 0.1)).needsReferences())
                .isTrue();
        assertThat(Strategies.configure("entropy", Map.of()).needsReferences()).isFalse();
    }
}
