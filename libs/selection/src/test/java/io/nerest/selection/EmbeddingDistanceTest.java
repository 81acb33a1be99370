package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingDistanceTest {

    private static NearDuplicates apartBy(double least, LabelledFrame... labelled) {
        return new NearDuplicates(least, List.of(labelled));
    }

    private static LabelledFrame labelled(float... embedding) {
        return new LabelledFrame(Frames.id(99), "cam", Frames.DAWN, embedding);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 16, 18})
    void theDotProductSumsAllProducts(int length) {
        float[] a = new float[length];
        float[] b = new float[length];
        for (int i = 0; i < length; i++) {
            a[i] = 1 + i;
            b[i] = (i % 2 == 0 ? 1 : -2) * (3 + i);
        }

        double expected = IntStream.range(0, length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
        assertThat(Embeddings.dot(a, b)).isEqualTo(expected);
    }

    // 1 - cos of (1, 0) and (3, 4) is 1 - 0.6
    @ParameterizedTest
    @CsvSource({"0.35, true", "0.45, false"})
    void aFrameIsANearDuplicateBelowTheLeastCosineDistance(double least, boolean admitted) {
        assertThat(apartBy(least, labelled(1, 0)).admit(Frames.embedded(1, 0.5, 3, 4)))
                .isEqualTo(admitted);
    }

    @Test
    void aFrameAtTheLeastDistanceIsAdmitted() {
        assertThat(apartBy(1, labelled(2, 0)).admit(Frames.embedded(1, 0.5, 0, 3)))
                .isTrue();
    }

    @Test
    void anAdmittedFrameExcludesItsDuplicatesAndAnExcludedOneDoesNot() {
        NearDuplicates apart = apartBy(0.1);

        assertThat(apart.admit(Frames.embedded(1, 0.5, 1, 0))).isTrue();
        assertThat(apart.admit(Frames.embedded(2, 0.5, 10, 3))).isFalse();
        assertThat(apart.admit(Frames.embedded(3, 0.5, 10, 6))).isTrue();
    }

    @Test
    void aVectorOfZeroIsCloseToNothing() {
        assertThat(apartBy(0.9, labelled(0, 0)).admit(Frames.embedded(1, 0.5, 1, 0)))
                .isTrue();
        assertThat(apartBy(0.9, labelled(1, 0)).admit(Frames.embedded(1, 0.5, 0, 0)))
                .isTrue();
    }

    @Test
    void labelledFramesWithoutEmbeddingAreSkipped() {
        assertThat(apartBy(0.1, labelled()).admit(Frames.embedded(1, 0.5, 1, 0)))
                .isTrue();
    }

    @Test
    void aLeastDistanceOfZeroAdmitsFramesWithoutEmbedding() {
        assertThat(apartBy(0, labelled(Float.NaN)).admit(Frames.frame(1, 0.5))).isTrue();
    }

    @Test
    void clustersAreTheNearestMeans() {
        List<float[]> points = List.of(
                new float[] {0, 0}, new float[] {10, 0}, new float[] {1, 1}, new float[] {9, 1}, new float[] {0, 2});

        assertThat(Clusters.of(points, 2).members()).containsExactly(List.of(0, 2, 4), List.of(1, 3));
        assertThat(Clusters.of(points, 9).members()).hasSize(5);
    }

    // From the means 0 and 4, the point 3 belongs to 4; the means move to 0 and 3.5, then to 0.5 and 6, ...
    @Test
    void clustersMoveUntilTheyStay() {
        List<float[]> points = List.of(
                new float[] {0}, new float[] {4}, new float[] {3}, new float[] {1}, new float[] {20}, new float[] {22});

        assertThat(Clusters.of(points, 2).members()).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5));
    }

    @Test
    void sharesOfClassesWeighTheirBoxes() {
        // Class 0 at p = 0.5 has 1 bit, class 1 at p = 0.9 has 0.4690 bits: weights 1.3 and
        // 1 + 0.3 * ln(1 + gamma * 0.4690) / ln(1 + gamma), gamma = e^(1 / 0.3) - 1 = 27.0316
        double gamma = Math.exp(1 / 0.3) - 1;
        double bits = 0.4689955935892812;
        double weight = 1 + 0.3 * Math.log(1 + gamma * bits) / Math.log(1 + gamma);
        List<ScoredFrame> frames = List.of(Frames.ofClass(1, 0, 0.5), Frames.ofClass(2, 1, 0.9), Frames.frame(3));
        Candidates candidates = new Candidates(frames, List.of(), Frames.PLAIN, new SeededHash(1));

        ClassWeights weights = ClassWeights.of(candidates);

        assertThat(weights.of(0)).isCloseTo(1.3, within(1e-12));
        assertThat(weights.of(1)).isCloseTo(weight, within(1e-12));
        assertThat(weights.of(7)).isEqualTo(1);
        double[] scores = weights.scores(candidates);
        assertThat(scores).containsExactly(new double[] {1.3, weight * bits, 0}, within(1e-9));
    }

    @Test
    void classesWithoutUncertaintyWeighTheSame() {
        List<ScoredFrame> frames = List.of(Frames.ofClass(1, 0, 1), Frames.ofClass(2, 1, 1));

        ClassWeights weights = ClassWeights.of(new Candidates(frames, List.of(), Frames.PLAIN, new SeededHash(1)));

        assertThat(weights.of(0)).isEqualTo(1);
        assertThat(weights.of(1)).isEqualTo(1);
    }

    @Test
    void emptyFramesThatRankFirstHaveTheHighestClassWeightedScore() {
        SharedSettings emptyFirst = Frames.PLAIN.withEmptyFrames(EmptyFrames.UNCERTAIN);
        Candidates candidates = new Candidates(
                List.of(Frames.frame(1, 0.5), Frames.frame(2)), List.of(), emptyFirst, new SeededHash(1));

        double[] scores = ClassWeights.of(candidates).scores(candidates);

        assertThat(scores[1]).isGreaterThan(scores[0]).isFinite();
    }
}
