package io.nerest.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValidationSamplesTest {
    private static final List<String> STREAMS = List.of("a", "b", "a", "c", "b", "a", "c");

    @Test
    void withEveryImageOnceTheMetricsAreThoseOfTheReport() {
        Random random = new Random(5);
        ValidationSamples samples = new ValidationSamples(STREAMS, 1);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        for (int image = 0; image < STREAMS.size(); image++) {
            String stream = STREAMS.get(image);
            // Stream c has no object and does not count in the mean.
            List<GroundTruth> truths =
                    stream.equals("c") ? List.of() : List.of(new GroundTruth(new Box(10, 10, 50, 50), 0));
            float shift = 30 * random.nextFloat();
            List<Detection> found =
                    List.of(new Detection(new Box(10 + shift, 10, 50 + shift, 50), random.nextFloat(), 0));
            samples.add(image, stream, truths, found);
            metrics.add(stream, truths, found);
        }
        samples.complete();
        DetectionReport report = metrics.report();
        int[] once = {1, 1, 1, 1, 1, 1, 1};

        assertThat(samples.pooled(once).map50()).isCloseTo(report.all().map50(), within(1e-9));
        assertThat(samples.streamMean(once).map50())
                .isCloseTo(report.streamMean().map50(), within(1e-9));
        assertThat(samples.streamMean(once).map50To95())
                .isCloseTo(report.streamMean().map50To95(), within(1e-9));
    }

    @Test
    void aStreamOutsideTheSampleDoesNotCount() {
        ValidationSamples samples = new ValidationSamples(List.of("good", "bad"), 1);
        Box box = new Box(10, 10, 50, 50);
        samples.add(0, "good", List.of(new GroundTruth(box, 0)), List.of(new Detection(box, .9f, 0)));
        samples.add(1, "bad", List.of(new GroundTruth(box, 0)), List.of());
        samples.complete();

        assertThat(samples.streamMean(new int[] {1, 1}).map50()).isCloseTo(.5, within(.01));
        assertThat(samples.streamMean(new int[] {2, 0}).map50()).isCloseTo(1, within(.01));
        assertThat(samples.streamMean(new int[] {0, 2}).map50()).isZero();
    }

    @Test
    void anImageOfAnotherStreamIsRefused() {
        assertThatThrownBy(() -> new ValidationSamples(List.of("a", "b"), 1).add(0, "b", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image 0 is not of the stream b");
    }
}
