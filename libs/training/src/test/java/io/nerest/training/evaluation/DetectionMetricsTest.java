package io.nerest.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final Box LEFT = new Box(0, 0, 40, 40);
    private static final Box RIGHT = new Box(100, 0, 140, 40);
    private static final Box NOWHERE = new Box(300, 300, 340, 340);

    @Test
    void averagesThePrecisionEnvelopeOver101RecallsByTrapezoid() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add(
                "a",
                List.of(new GroundTruth(LEFT, 0), new GroundTruth(RIGHT, 0)),
                List.of(new Detection(LEFT, .9f, 0), new Detection(NOWHERE, .8f, 0), new Detection(RIGHT, .7f, 0)));

        DetectionReport report = metrics.report();

        // Precision 1 for recalls 0 to .49, 2/3 for .5 to .99, and the axis ends in 0.
        double expected = (.5 + 49 + 50 * (2 / 3.)) / 100;
        assertThat(report.all().map50()).isCloseTo(expected, EXACT);
        assertThat(report.all().map50To95()).isCloseTo(expected, EXACT);
        assertThat(report.fitness()).isCloseTo(expected, EXACT);
        assertThat(report.all().instances()).isEqualTo(2);
        assertThat(report.all().images()).isEqualTo(1);
    }

    @Test
    void aDetectionIsCorrectUpToTheThresholdOfItsIou() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        Box shifted = new Box(10, 0, 50, 40);
        metrics.add("a", List.of(new GroundTruth(LEFT, 0)), List.of(new Detection(shifted, .9f, 0)));

        GroupMetrics all = metrics.report().all();

        // IoU is 30 / 50 = .6: right at .50, .55 and .60, wrong at the seven above.
        assertThat(all.map50()).isCloseTo(.995, EXACT);
        assertThat(all.map50To95()).isCloseTo(.995 * 3 / 10, EXACT);
    }

    @Test
    void ofSeveralDetectionsOfAnObjectTheMostConfidentIsCorrect() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        Box near = new Box(5, 0, 45, 40);
        metrics.add(
                "a",
                List.of(new GroundTruth(LEFT, 0)),
                List.of(new Detection(LEFT, .5f, 0), new Detection(near, .9f, 0)));

        DetectionReport report = metrics.report();

        // The surer one overlaps by 35 / 45 = .78: it has the object up to .75, the exact one from .80 on, behind a
        // wrong one.
        double above = (.5 * .5 + 99 * .5) / 100;
        assertThat(report.all().map50()).isCloseTo(.995, EXACT);
        assertThat(report.all().map50To95()).isCloseTo((6 * .995 + 4 * above) / 10, EXACT);
        assertThat(report.curves().classes().get(0).truePositives()[100]).isEqualTo(1);
        assertThat(report.curves().classes().get(0).falsePositives()[100]).isEqualTo(1);
        assertThat(report.curves().classes().get(0).falsePositives()[700]).isZero();
    }

    @Test
    void aDetectionIsMatchedWithTheObjectOfHighestIou() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        Box between = new Box(4, 0, 44, 40);
        metrics.add(
                "a",
                List.of(new GroundTruth(new Box(12, 0, 52, 40), 0), new GroundTruth(LEFT, 0)),
                List.of(new Detection(between, .9f, 0)));

        // IoU is 32 / 48 = .67 with the first and 36 / 44 = .82 with the second; half of the objects are found at .50
        // to .80.
        assertThat(metrics.report().all().map50To95()).isCloseTo((.5 + 49) / 100 * 7 / 10, EXACT);
    }

    @Test
    void givesPrecisionAndRecallAtTheConfidenceOfTheBestMeanF1() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add(
                "a",
                List.of(new GroundTruth(LEFT, 0), new GroundTruth(RIGHT, 0)),
                List.of(new Detection(LEFT, .9f, 0), new Detection(RIGHT, .8f, 0), new Detection(NOWHERE, .1f, 0)));

        DetectionReport report = metrics.report();

        assertThat(report.all().precision()).isCloseTo(1, within(.05));
        assertThat(report.all().recall()).isCloseTo(1, EXACT);
        assertThat(report.bestConfidence()).isBetween(.1, .8);
    }

    @Test
    void metricsAreGroupedByClassSizeAndStream() {
        Box large = new Box(200, 200, 400, 400);
        Box small = new Box(0, 0, 10, 10);
        DetectionMetrics metrics = new DetectionMetrics(List.of("pink", "chum", "never seen"));
        metrics.add(
                "weir",
                List.of(new GroundTruth(small, 0), new GroundTruth(large, 1)),
                List.of(new Detection(small, .9f, 0), new Detection(large, .9f, 1)));
        metrics.add("bridge", List.of(new GroundTruth(large, 1)), List.of());
        metrics.add("empty", List.of(), List.of());

        DetectionReport report = metrics.report();

        assertThat(report.perClass()).extracting(GroupMetrics::group).containsExactly("pink", "chum");
        assertThat(report.perClass()).extracting(GroupMetrics::images).containsExactly(1, 2);
        assertThat(report.perSize()).extracting(GroupMetrics::group).containsExactly("small", "large");
        assertThat(report.perSize().get(0).map50()).isCloseTo(.995, EXACT);
        assertThat(report.perSize().get(1).instances()).isEqualTo(2);
        assertThat(report.perStream()).extracting(GroupMetrics::group).containsExactly("weir", "bridge");
        assertThat(report.perStream().get(0).map50()).isCloseTo(.995, EXACT);
        assertThat(report.perStream().get(1).map50()).isZero();
        assertThat(report.all().images()).isEqualTo(3);
    }

    @Test
    void metricsOfASizeIgnoreDetectionsOfOtherSizes() {
        Box large = new Box(200, 200, 400, 400);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add(
                "a",
                List.of(new GroundTruth(LEFT, 0), new GroundTruth(large, 0)),
                List.of(
                        new Detection(large, .9f, 0),
                        new Detection(new Box(500, 0, 800, 300), .8f, 0),
                        new Detection(LEFT, .7f, 0)));

        GroupMetrics medium = metrics.report().perSize().get(0);

        assertThat(medium.group()).isEqualTo("medium");
        assertThat(medium.map50()).isCloseTo(.995, EXACT);
    }

    @Test
    void theConfusionMatrixCountsWrongClassesMissesAndBackground() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("pink", "chum"));
        metrics.add(
                "a",
                List.of(new GroundTruth(LEFT, 0), new GroundTruth(RIGHT, 1)),
                List.of(new Detection(LEFT, .9f, 1), new Detection(NOWHERE, .9f, 0), new Detection(RIGHT, .2f, 1)));

        ConfusionMatrix confusion = metrics.report().confusion();

        assertThat(confusion.labels()).containsExactly("pink", "chum", "background");
        assertThat(confusion.count(1, 0)).isEqualTo(1);
        assertThat(confusion.count(0, 2)).isEqualTo(1);
        assertThat(confusion.count(2, 1)).isEqualTo(1);
        assertThat(confusion.share(1, 0)).isEqualTo(1);
        assertThat(confusion.share(0, 1)).isZero();
    }

    @Test
    void aDataSetWithoutObjectsHasNoGroups() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add("a", List.of(), List.of(new Detection(LEFT, .9f, 0)));

        DetectionReport report = metrics.report();

        assertThat(report.all()).isEqualTo(new GroupMetrics("all", 1, 0, 0, 0, 0, 0));
        assertThat(report.perClass()).isEmpty();
    }

    @Test
    void aClassWithoutANameIsRejected() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));

        assertThatThrownBy(() -> metrics.add("a", List.of(new GroundTruth(LEFT, 1)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class 1");
        assertThatThrownBy(() -> metrics.add("a", List.of(), List.of(new Detection(LEFT, Float.NaN, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
