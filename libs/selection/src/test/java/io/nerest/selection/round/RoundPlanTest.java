package io.nerest.selection.round;

import static io.nerest.selection.round.SimulatedCampaign.curriculum;
import static io.nerest.selection.round.SimulatedCampaign.settings;
import static io.nerest.selection.round.SimulatedCampaign.with;
import static io.nerest.selection.round.SimulatedCampaign.withSizes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.SharedSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundPlanTest {

    private static RoundPlan plan(RoundSettings settings, int round, String... models) {
        return new RoundPolicy(settings).plan(round, List.of(models));
    }

    @Test
    void roundZeroDrawsTheInitialFramesAtRandomWhateverTheStrategy() {
        RoundPlan plan = plan(with(settings("core-set", Map.of()), curriculum("relabel", 0)), 0, "a");

        assertThat(plan.strategy().strategy()).isEqualTo(new RandomChoice());
        assertThat(plan.strategy().settings()).isEqualTo(SharedSettings.UNFILTERED);
        assertThat(plan.batchSize()).isEqualTo(4);
        assertThat(plan.sample().orElseThrow().size()).isEqualTo(4);
        assertThat(plan.curriculum()).isEmpty();
        assertThat(plan.needsScores()).isFalse();
        assertThat(plan.needsEmbeddings()).isFalse();
        assertThat(plan.needsReferences()).isFalse();
    }

    @Test
    void aCampaignWithoutInitialFramesDrawsNoneInRoundZero() {
        assertThat(plan(withSizes(settings("entropy", Map.of()), 0, 6, 0), 0).sample())
                .isEmpty();
    }

    @Test
    void aRankingIsScoredByTheNewestModelOverTheSample() {
        RoundPlan plan = plan(withSizes(settings("entropy", Map.of()), 4, 6, 50), 2, "a", "b", "c");

        assertThat(plan.round()).isEqualTo(2);
        assertThat(plan.models()).containsExactly("c");
        assertThat(plan.model()).contains("c");
        assertThat(plan.committee()).isEmpty();
        assertThat(plan.sample().orElseThrow().size()).isEqualTo(50);
        assertThat(plan.needsEmbeddings()).isFalse();
        assertThat(plan.needsReferences()).isFalse();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void aStrategyOnEmbeddingsNeedsThoseOfLabelledFramesToo() {
        RoundPlan plan = plan(settings("core-set", Map.of()), 1, "a");

        assertThat(plan.needsEmbeddings()).isTrue();
        assertThat(plan.needsReferences()).isTrue();
        assertThat(plan.sample().orElseThrow().isWholePool()).isTrue();
    }

    @Test
    void aCommitteeIsScoredByTheLastModelsTheNewestLast() {
        RoundPlan plan = plan(settings("committee", Map.of("members", 3)), 4, "a", "b", "c", "d");

        assertThat(plan.models()).containsExactly("b", "c", "d");
        assertThat(plan.committee()).containsExactly("b", "c");
        assertThat(plan.model()).contains("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"committee", "mix"})
    void aCommitteeOfOneModelFallsBackToRandomWithItsSharedSettings(String strategy) {
        Map<String, Object> options = strategy.equals("mix")
                ? Map.of("shares", Map.of("committee", 0.5), "minGapSeconds", 3)
                : Map.of("minGapSeconds", 3);

        RoundPlan plan = plan(settings(strategy, options), 1, "a");

        assertThat(plan.strategy().strategy()).isEqualTo(new RandomChoice());
        assertThat(plan.strategy().settings().minGap()).hasSeconds(3);
        assertThat(plan.models()).containsExactly("a");
        assertThat(plan.notes()).singleElement().asString().contains("at least two models");
    }

    @Test
    void aCommitteeNamedByIdSitsWithTheNewestModel() {
        RoundPlan plan = plan(settings("committee", Map.of("models", List.of("x", "b"))), 2, "a", "b");

        assertThat(plan.models()).containsExactly("x", "b");
    }

    @Test
    void randomWithoutFiltersNeedsNoScoresAndSamplesNoMoreThanItsBatch() {
        RoundPlan plan = plan(withSizes(settings("random", Map.of("emptyFrames", "certain")), 4, 6, 100), 1);

        assertThat(plan.needsScores()).isFalse();
        assertThat(plan.model()).isEmpty();
        assertThat(plan.committee()).isEmpty();
        assertThat(plan.sample().orElseThrow().size()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"0, 120", "50, 50"})
    void randomWithAGapInTimeSamplesSpareFrames(int sampleSize, int drawn) {
        RoundPlan plan = plan(
                withSizes(settings("random", Map.of("minGapSeconds", 5, "emptyFrames", "certain")), 4, 6, sampleSize),
                1);

        assertThat(plan.sample().orElseThrow().size()).isEqualTo(drawn);
    }

    @Test
    void randomWithinStrataSamplesThePoolToHaveStrata() {
        RoundSettings stratified = settings("stratified", Map.of("inner", "random", "emptyFrames", "certain"));

        RoundPlan plan = plan(withSizes(stratified, 4, 6, 100), 1);

        assertThat(plan.needsScores()).isFalse();
        assertThat(plan.sample().orElseThrow().size()).isEqualTo(100);
    }

    @Test
    void aCurriculumNeedsScoresEvenIfTheStrategyNeedsNone() {
        RoundPlan plan = plan(with(settings("random", Map.of()), curriculum("relabel", 0)), 1, "a", "b");

        assertThat(plan.models()).containsExactly("b");
        assertThat(plan.sample().orElseThrow().isWholePool()).isTrue();
        assertThat(plan.curriculum()).isPresent();
    }

    @Test
    void aCurriculumWithoutABatchAsksNoCommitteeAndNoEmbeddings() {
        RoundSettings committee = with(settings("committee", Map.of()), curriculum("relabel", 0));
        RoundSettings coreSet = with(settings("core-set", Map.of()), curriculum("relabel", 0));

        assertThat(plan(withSizes(committee, 4, 0, 0), 1, "a", "b").models()).containsExactly("b");
        assertThat(plan(withSizes(committee, 4, 0, 0), 1, "a").notes()).isEmpty();
        assertThat(plan(withSizes(coreSet, 4, 0, 0), 1, "a").needsEmbeddings()).isFalse();
        assertThat(plan(withSizes(coreSet, 4, 0, 0), 1, "a").needsReferences()).isFalse();
    }

    @Test
    void aRoundWithoutBatchAndCurriculumSamplesNothing() {
        assertThat(plan(withSizes(settings("entropy", Map.of()), 4, 0, 0), 1, "a")
                        .sample())
                .isEmpty();
    }

    @Test
    void aRoundThatNeedsScoresIsRefusedWithoutAModel() {
        assertThatThrownBy(() -> plan(settings("entropy", Map.of()), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no model");
    }

    @Test
    void everyRoundStartsElsewhereInTheRandomOrderAndRepeatsByItsSeed() {
        RoundSettings settings = settings("entropy", Map.of());

        assertThat(List.of(1, 2, 3, 4).stream()
                        .map(round -> plan(settings, round, "a")
                                .sample()
                                .orElseThrow()
                                .start())
                        .distinct())
                .hasSize(4);
        assertThat(plan(settings, 3, "a")).isEqualTo(plan(settings, 3, "a"));
        assertThat(plan(SimulatedCampaign.withSeed(settings, 8), 3, "a").seed())
                .isNotEqualTo(plan(settings, 3, "a").seed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy", "committee", "random", "core-set", "mix", "stratified"})
    void planningAgainWithTheModelsOfAPlanGivesThePlan(String strategy) {
        for (List<String> models : List.of(List.of("a"), List.of("a", "b"), List.of("a", "b", "c", "d"))) {
            RoundPolicy policy = new RoundPolicy(settings(strategy, Map.of()));
            RoundPlan plan = policy.plan(2, models);

            assertThat(policy.plan(2, plan.models())).isEqualTo(plan);
        }
    }

    @Test
    void sizesBelowZeroAndSamplesBelowTheBatchAreRefused() {
        RoundSettings valid = settings("entropy", Map.of());

        assertThatThrownBy(() -> withSizes(valid, -1, 6, 0))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("'initial' is -1");
        assertThatThrownBy(() -> withSizes(valid, 0, -6, 0)).hasMessageContaining("'batchSize' is -6");
        assertThatThrownBy(() -> withSizes(valid, 0, 6, -2)).hasMessageContaining("'sampleSize' is -2");
        assertThatThrownBy(() -> withSizes(valid, 0, 6, 5)).hasMessageContaining("at least the batchSize of 6");
        assertThat(withSizes(valid, 0, 6, 6).curriculum()).isEqualTo(Optional.empty());
    }

    @Test
    void aWindowStartsWithinTheOrder() {
        assertThatThrownBy(() -> new SampleWindow(-1, 0)).hasMessageContaining("window of -1");
        assertThatThrownBy(() -> new SampleWindow(1, 1)).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> new SampleWindow(1, -0.1)).hasMessageContaining("[0, 1)");
        assertThat(new SampleWindow(0, 0).isWholePool()).isTrue();
        assertThat(new SampleWindow(1, 0).isWholePool()).isFalse();
    }
}
