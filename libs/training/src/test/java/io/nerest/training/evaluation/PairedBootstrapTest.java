package io.nerest.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final int IMAGES = 40;
    private static final Box BOX = new Box(0, 0, 40, 40);

    @Test
    void intervalsDependOnTheSeedAlone() {
        PairedBootstrap bootstrap = new PairedBootstrap(finding(4), finding(2), .5, .5);

        assertThat(bootstrap.differences(50, 1)).isEqualTo(bootstrap.differences(50, 1));
        assertThat(bootstrap.differences(50, 1)).isNotEqualTo(bootstrap.differences(50, 2));
    }

    @Test
    void aModelThatFindsTwiceAsManyObjectsIsSignificantlyBetter() {
        List<MetricDifference> differences = new PairedBootstrap(finding(4), finding(2), .5, .5).differences(200, 1);

        MetricDifference recall = differences.get(3);
        assertThat(recall.metric()).isEqualTo("recall");
        assertThat(recall.a()).isCloseTo(.25, within(1e-9));
        assertThat(recall.b()).isCloseTo(.5, within(1e-9));
        assertThat(recall.difference()).isCloseTo(.25, within(1e-9));
        // B finds what A finds and ten of 40 images more: binomial, standard deviation sqrt(.25 * .75 / 40) = 0.068.
        assertThat(recall.low()).isCloseTo(.25 - 1.96 * .068, within(.04));
        assertThat(recall.high()).isCloseTo(.25 + 1.96 * .068, within(.04));
        assertThat(recall.isClear()).isTrue();
        assertThat(recall.betterShare()).isEqualTo(1);
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        assertThat(new PairedBootstrap(finding(3), finding(3), .5, .5).differences(50, 1))
                .allSatisfy(difference -> {
                    assertThat(difference.difference()).isZero();
                    assertThat(difference.low()).isZero();
                    assertThat(difference.high()).isZero();
                    assertThat(difference.isClear()).isFalse();
                    assertThat(difference.betterShare()).isEqualTo(.5);
                });
    }

    @Test
    void theDifferenceInF1IsThatOfPrecisionAndRecall() {
        MetricDifference f1 = new PairedBootstrap(finding(4), finding(2), .5, .5)
                .differences(50, 1)
                .get(4);

        assertThat(f1.metric()).isEqualTo("F1");
        assertThat(f1.a()).isCloseTo(.4, within(1e-6));
        assertThat(f1.b()).isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void percentilesLieOnStraightLinesBetweenRanks() {
        double[] sorted = {1, 2, 4, 8, 16};

        assertThat(PairedBootstrap.percentile(sorted, 0)).isEqualTo(1);
        assertThat(PairedBootstrap.percentile(sorted, .5)).isEqualTo(4);
        assertThat(PairedBootstrap.percentile(sorted, .625)).isEqualTo(6);
        assertThat(PairedBootstrap.percentile(sorted, 1)).isEqualTo(16);
    }

    @Test
    void modelsMeasuredOnDifferentImagesAreRefused() {
        assertThatThrownBy(() -> new PairedBootstrap(finding(2), new ImageSamples(3, 1), .5, .5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40 and on 3 images");
    }

    /** A model that finds the object of every Nth image, and no others. */
    private static ImageSamples finding(int every) {
        ImageSamples samples = new ImageSamples(IMAGES, 1);
        for (int image = 0; image < IMAGES; image++) {
            List<Detection> found = image % every == 0 ? List.of(new Detection(BOX, .9f, 0)) : List.of();
            samples.add(image, List.of(new GroundTruth(BOX, 0)), found);
        }
        samples.complete();
        return samples;
    }
}
