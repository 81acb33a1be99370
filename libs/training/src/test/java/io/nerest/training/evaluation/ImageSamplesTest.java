package io.nerest.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageSamplesTest {
    private static final int IMAGES = 12;
    private static final int CLASSES = 3;

    private record Looked(List<GroundTruth> truths, List<Detection> found) {}

    private final List<Looked> images = images();

    @Test
    void aSampleWithEveryImageOnceHasTheMetricsOfTheSet() {
        int[] once = new int[IMAGES];
        Arrays.fill(once, 1);

        assertSame(once);
    }

    @Test
    void aSampleWithRepeatedImagesHasTheMetricsOfTheRepeatedSet() {
        assertSame(new int[] {2, 0, 1, 3, 0, 0, 1, 1, 0, 2, 1, 1});
        assertSame(new int[] {0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    @Test
    void aSampleWithoutObjectsHasZeroMetrics() {
        ImageSamples empty = new ImageSamples(2, 1);
        empty.add(0, List.of(), List.of(new Detection(new Box(0, 0, 9, 9), .9f, 0)));
        empty.complete();

        assertThat(empty.of(new int[] {1, 1}, .5)).isEqualTo(new SampleMetrics(0, 0, 0, 0));
        assertThatThrownBy(() -> empty.of(new int[] {1}, .5)).isInstanceOf(IllegalStateException.class);
    }

    private void assertSame(int[] times) {
        ImageSamples samples = new ImageSamples(IMAGES, CLASSES);
        DetectionMetrics metrics = new DetectionMetrics(List.of("a", "b", "c"));
        for (int p = 0; p < IMAGES; p++) {
            Looked image = images.get(p);
            samples.add(p, image.truths, image.found);
            for (int i = 0; i < times[p]; i++) {
                metrics.add("s", image.truths, image.found);
            }
        }
        samples.complete();
        DetectionReport report = metrics.report();

        SampleMetrics sample = samples.of(times, report.bestConfidence());

        assertThat(sample.map50())
                .isCloseTo(report.all().map50(), within(1e-12))
                .isBetween(.05, .95);
        assertThat(sample.map50To95()).isCloseTo(report.all().map50To95(), within(1e-12));
        assertThat(sample.precision()).isCloseTo(report.all().precision(), within(1e-12));
        assertThat(sample.recall()).isCloseTo(report.all().recall(), within(1e-12));
    }

    private static List<Looked> images() {
        Random random = new Random(5);
        List<Looked> images = new ArrayList<>();
        for (int p = 0; p < IMAGES; p++) {
            List<GroundTruth> truths = new ArrayList<>();
            List<Detection> found = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                float x = 100 * i;
                int classId = random.nextInt(CLASSES);
                truths.add(new GroundTruth(new Box(x, 0, x + 50, 50), classId));
                float shift = random.nextInt(25);
                found.add(new Detection(new Box(x + shift, 0, x + 50 + shift, 50), random.nextFloat(), classId));
                if (i % 2 == 0) {
                    found.add(new Detection(new Box(x, 200, x + 50, 250), random.nextFloat(), classId));
                }
            }
            images.add(new Looked(truths, found));
        }
        return images;
    }
}
