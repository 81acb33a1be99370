package io.nerest.selection;

import static io.nerest.selection.Frames.boxes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.ScoredBox;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UncertaintyFormulaTest {

    private static final List<ScoredBox> THREE = boxes(0.9, 0.5, 0.2);

    @ParameterizedTest
    @CsvSource({"max, 0.1", "mean, 0.4666666667", "sum, 1.4", "top-2-mean, 0.3", "top-9-mean, 0.4666666667"})
    void leastConfidenceIsOneMinusTheAggregatedConfidence(String aggregation, double expected) {
        double score = new LeastConfidence().score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(expected, within(1e-9));
    }

    // 1 - |2p - 1|: 0.2, 1.0, 0.4
    @ParameterizedTest
    @CsvSource({"max, 1.0", "mean, 0.5333333333", "sum, 1.6", "top-2-mean, 0.7"})
    void marginBetweenObjectAndNone(String aggregation, double expected) {
        double score = new Margin(Margin.Between.OBJECT).score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(expected, within(1e-9));
    }

    @Test
    void marginBetweenTheTwoMostConfidentBoxes() {
        Margin margin = new Margin(Margin.Between.BOXES);

        assertThat(margin.score(THREE, Aggregation.MAX)).isCloseTo(0.6, within(1e-12));
        assertThat(margin.score(boxes(0.7, 0.7), Aggregation.MAX)).isEqualTo(1);
        assertThat(margin.score(boxes(0.99), Aggregation.MAX)).isEqualTo(1);
    }

    // H(0.9) = 0.4689955936, H(0.5) = 1, H(0.2) = 0.7219280949 bits
    @ParameterizedTest
    @CsvSource({"max, 1.0", "mean, 0.7303078962", "sum, 2.1909236885", "top-2-mean, 0.8609640474"})
    void entropyIsTheBernoulliEntropyOfEachBoxInBits(String aggregation, double expected) {
        double score = new BernoulliEntropy().score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(expected, within(1e-9));
    }

    @Test
    void entropyOfCertaintyIsZero() {
        assertThat(new BernoulliEntropy().score(boxes(1.0, 0.0), Aggregation.SUM))
                .isZero();
    }

    // N(0.5; 0.5, 0.1) = 3.9894228040; N(0.2) = e^-4.5 of it = 0.0443184841; N(0.9) = e^-8 of it = 0.0013383023
    @ParameterizedTest
    @CsvSource({"max, 3.9894228040", "sum, 4.0350795904", "mean, 1.3450265301"})
    void gaussianNearMuIsTheDensityAtTheConfidence(String aggregation, double expected) {
        double score = new GaussianNearMu(0.5, 0.1).score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(expected, within(1e-9));
    }

    // agg(-N): max -0.0013383023, mean -1.3450265301, sum -4.0350795904; the score is 1 / (1 - agg(-N))
    @ParameterizedTest
    @CsvSource({"max, 0.9986634864", "mean, 0.4264344079", "sum, 0.1986065924"})
    void gaussianLowDensityRisesAsTheDensityFalls(String aggregation, double expected) {
        double score = new GaussianLowDensity(0.5, 0.1).score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(expected, within(1e-9));
    }

    @Test
    void gaussianLowDensityRanksUnusualConfidencesFirstAndNearMuRanksThemLast() {
        List<List<ScoredBox>> byUnusual =
                List.of(boxes(0.99), boxes(0.1), boxes(0.75), boxes(0.35), boxes(0.52), boxes(0.5));

        assertThat(byUnusual)
                .isSortedAccordingTo(Comparator.comparingDouble(
                        frame -> -new GaussianLowDensity(0.5, 0.1).score(frame, Aggregation.SUM)));
        assertThat(byUnusual)
                .isSortedAccordingTo(Comparator.comparingDouble(
                        frame -> new GaussianNearMu(0.5, 0.1).score(frame, Aggregation.SUM)));
    }

    @Test
    void gaussianLowDensityWithSumHasTheOrderOfTheNegativeSumOfDensities() {
        // -sum N: -0.0443 for one box at 0.2, -0.0886 for two, -3.9894 for one at 0.5
        assertThat(List.of(boxes(0.2), boxes(0.2, 0.2), boxes(0.5)))
                .isSortedAccordingTo(Comparator.comparingDouble(
                        frame -> -new GaussianLowDensity(0.5, 0.1).score(frame, Aggregation.SUM)));
    }

    // q = 0.5625, 0.3125, 0.125: bits 0.4669 + 0.5244 + 0.375
    @ParameterizedTest
    @CsvSource({"max", "mean", "sum", "top-2-mean"})
    void normalisedEntropyIsThatOfTheConfidencesOverTheirSum(String aggregation) {
        double score = new NormalisedEntropy().score(THREE, Aggregation.parse(aggregation));

        assertThat(score).isCloseTo(1.3663146571, within(1e-9));
    }

    @Test
    void normalisedEntropyCountsEqualBoxesAndIgnoresHowConfidentTheyAre() {
        NormalisedEntropy entropy = new NormalisedEntropy();

        assertThat(entropy.score(boxes(0.5), Aggregation.MAX)).isZero();
        assertThat(entropy.score(boxes(0.9, 0.9, 0.9, 0.9), Aggregation.MAX)).isCloseTo(2, within(1e-12));
        assertThat(entropy.score(boxes(0.1, 0.1, 0.1, 0.1), Aggregation.MAX)).isCloseTo(2, within(1e-12));
        assertThat(entropy.score(boxes(0.0, 0.0), Aggregation.MAX)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "NaN"})
    void aSigmaThatIsNotAboveZeroIsRefused(double sigma) {
        assertThatThrownBy(() -> new GaussianNearMu(0.5, sigma))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("sigma")
                .hasMessageContaining("1.0E-6");
    }
}
