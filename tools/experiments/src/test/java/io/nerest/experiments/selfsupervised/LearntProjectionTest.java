package io.nerest.experiments.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.training.dataset.DatasetItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearntProjectionTest {
    private static final int CLIPS = 12;
    private static final int PER_CLIP = 6;
    private static final int SCENE = 4;
    private static final int NOISE = 20;

    private static double[][] random(Random random, int frames, int dimensions, double scale) {
        double[][] numbers = new double[frames][dimensions];
        for (double[] row : numbers) {
            for (int j = 0; j < dimensions; j++) {
                row[j] = scale * random.nextGaussian() + (j == 0 ? 0 : 0.5 * row[j - 1]);
            }
        }
        return numbers;
    }

    @Test
    void theGradientOfTheLossIsThatOfDifferences() {
        Random random = new Random(3);
        // Deviations on both sides of 1, so that the variance term acts on some dimensions only.
        double[][] a = random(random, 7, 5, 0.8);
        double[][] b = random(random, 7, 5, 1.1);
        VicRegLoss loss = VicRegLoss.of(a, b);
        double step = 1e-6;
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 5; j++) {
                for (double[][] view : List.of(a, b)) {
                    double there = view[i][j];
                    view[i][j] = there + step;
                    double above = VicRegLoss.of(a, b).value();
                    view[i][j] = there - step;
                    double below = VicRegLoss.of(a, b).value();
                    view[i][j] = there;
                    double expected = (above - below) / (2 * step);
                    assertThat((view == a ? loss.first() : loss.second())[i][j]).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void collapsedEmbeddingsCostMoreThanSpreadOnes() {
        double[][] same = new double[8][3];
        double[][] spread = random(new Random(1), 8, 3, 2);

        assertThat(VicRegLoss.of(same, same).value())
                .isGreaterThan(VicRegLoss.of(spread, spread).value());
    }

    /**
     * Features of which four numbers show the scene and twenty, ten times as large, change from view to view: the projection finds the four
     * without being told, so that frames of one clip are near each other.
     */
    @Test
    void whatDiffersBetweenViewsOfAFrameIsLeftOutOfItsEmbedding() {
        Random random = new Random(5);
        List<float[][]> views = new ArrayList<>();
        List<PoolFrame> frames = new ArrayList<>();
        for (int clip = 0; clip < CLIPS; clip++) {
            double[] scene = random(random, 1, SCENE, 1)[0];
            for (int i = 0; i < PER_CLIP; i++) {
                float[][] ofFrame = new float[5][SCENE + NOISE];
                for (float[] view : ofFrame) {
                    for (int k = 0; k < view.length; k++) {
                        view[k] = (float)
                                (k < SCENE ? scene[k] + 0.05 * random.nextGaussian() : 10 * random.nextGaussian());
                    }
                }
                views.add(ofFrame);
                String name = "f%d-%d.png".formatted(clip, i);
                frames.add(new PoolFrame(
                        name,
                        new DatasetItem(Path.of(name), List.of(), "cam", 10, 10),
                        Instant.EPOCH.plusSeconds(1000L * clip + i)));
            }
        }
        List<Double> losses = new ArrayList<>();

        LearntProjection projection = LearntProjection.learn(views, 4, 1500, 7, losses::add);

        EmbeddingQuality quality = new EmbeddingQuality(frames, Duration.ofSeconds(10));
        List<float[]> own = views.stream().map(frame -> frame[0]).toList();
        List<float[]> learnt = own.stream().map(projection::of).toList();
        assertThat(quality.clips()).isEqualTo(CLIPS);
        assertThat(losses.get(1499)).isLessThan(losses.get(0) / 2);
        assertThat(quality.sameClipNearer(own, 1)).isBetween(0.4, 0.75);
        assertThat(quality.sameClipNearer(learnt, 1)).isGreaterThan(0.9);
        assertThat(quality.clipsOf("core-set", learnt, CLIPS, 1))
                .as("clips in a diverse batch")
                .isGreaterThan(quality.clipsOf("core-set", own, CLIPS, 1));
    }
}
