package io.nerest.experiments.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    @Test
    void pcaFindsTheAxesOfAKnownCloud() {
        // Along (3, 4) / 5 at -10, 0, 0, 10, and across at 0, 1, -1, 0: squares of 200 and 2, of 202.
        double[][] vectors = {{-6, -8}, {-.8, .6}, {.8, -.6}, {6, 8}};

        Layout layout = PrincipalComponents.pca(embeddings(vectors));

        assertThat(layout.xLabel()).isEqualTo("first component, 99 % of the variance");
        assertThat(layout.yLabel()).isEqualTo("second component, 1 % of the variance");
        double flip = Math.signum(layout.points()[3][0]);
        assertThat(Arrays.stream(layout.points())
                        .mapToDouble(point -> flip * point[0])
                        .toArray())
                .containsExactly(new double[] {-10, 0, 0, 10}, within(1e-9));
        assertThat(Math.abs(layout.points()[1][1])).isCloseTo(1, within(1e-9));
        assertThat(layout.points()[0][1]).isCloseTo(0, within(1e-9));
    }

    @Test
    void umapSeparatesCloudsAndRepeats() {
        Random random = new Random(3);
        double[][] vectors = new double[60][48];
        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < 48; k++) {
                vectors[i][k] = random.nextGaussian() * .1 + (i % 2 == 0 ? k : -k);
            }
        }

        Layout layout = PrincipalComponents.umap(embeddings(vectors), 5);

        assertThat(layout.points())
                .isDeepEqualTo(PrincipalComponents.umap(embeddings(vectors), 5).points());
        for (int i = 0; i < vectors.length; i++) {
            assertThat(nearest(layout.points(), i) % 2)
                    .as("cloud of the nearest to %d", i)
                    .isEqualTo(i % 2);
        }
    }

    @Test
    void tooFewFramesAreRefused() {
        assertThatThrownBy(() -> PrincipalComponents.pca(embeddings(new double[][] {{1}, {2}, {3}})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a map needs at least 4 frames, not 3");
    }

    private static int nearest(double[][] points, int of) {
        return IntStream.range(0, points.length)
                .filter(i -> i != of)
                .boxed()
                .min((a, b) -> Double.compare(distance(points[a], points[of]), distance(points[b], points[of])))
                .orElseThrow();
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    private static PoolEmbeddings embeddings(double[][] vectors) {
        List<String> frames =
                IntStream.range(0, vectors.length).mapToObj(i -> "f" + i).toList();
        return new PoolEmbeddings(frames, vectors, vectors.length);
    }
}
