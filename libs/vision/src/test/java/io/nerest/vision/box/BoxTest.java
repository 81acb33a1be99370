package io.nerest.vision.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {
    @Test
    void iouOfBoxesThatShareAThird() {
        Box left = new Box(0, 0, 2, 1);
        Box right = new Box(1, 0, 3, 1);

        assertThat(left.iou(right)).isCloseTo(1f / 3, within(1e-6f));
        assertThat(left.iou(left)).isEqualTo(1);
    }

    @Test
    void iouOfTouchingEmptyAndInvertedBoxesIsZero() {
        Box box = new Box(0, 0, 2, 1);

        assertThat(box.iou(new Box(2, 0, 3, 1))).isZero();
        assertThat(new Box(1, 1, 1, 1).iou(new Box(1, 1, 1, 1))).isZero();
        assertThat(box.iou(new Box(2, 1, 0, 0))).isZero();
    }

    @Test
    void iouOfScoredBoxesEqualsThatOfTheSameBoxesInPixels() {
        ScoredBox a = new ScoredBox(0, .9, .5, .5, .2, .4);
        ScoredBox b = new ScoredBox(1, .1, .55, .45, .3, .2);

        float inPixels = a.toLabel().toPixels(640, 480).iou(b.toLabel().toPixels(640, 480));

        assertThat(a.iou(b)).isCloseTo(inPixels, within(1e-5));
        assertThat(a.iou(new ScoredBox(0, 1, .1, .1, .1, .1))).isZero();
    }

    @Test
    void labelAroundPixelsComesBackAsTheSamePixels() {
        LabelledBox label = LabelledBox.around(3, 10, 20, 110, 60, 200, 100);

        assertThat(label).isEqualTo(new LabelledBox(3, .3, .4, .5, .4));
        assertThat(label.toPixels(200, 100).x1()).isCloseTo(10, within(1e-4f));
        assertThat(label.toPixels(200, 100).y2()).isCloseTo(60, within(1e-4f));
        assertThat(label.left()).isCloseTo(.05, within(1e-12));
        assertThat(label.bottom()).isCloseTo(.6, within(1e-12));
    }

    @Test
    void scoredBoxBecomesALabelOrAnIgnoreRegionWithTheSameCoordinates() {
        ScoredBox box = new ScoredBox(2, .7, .5, .6, .1, .2);

        assertThat(box.toLabel()).isEqualTo(new LabelledBox(2, .5, .6, .1, .2));
        assertThat(box.toIgnoreRegion()).isEqualTo(new IgnoreRegion(.5, .6, .1, .2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void coordinatesThatAreNotFiniteAreRejected(double wrong) {
        assertThatThrownBy(() -> new LabelledBox(0, wrong, .5, .1, .1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IgnoreRegion(.5, .5, wrong, .1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScoredBox(0, .5, .5, .5, .1, wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.01, 1.01, Double.NaN})
    void confidenceOutsideZeroToOneIsRejected(double wrong) {
        assertThatThrownBy(() -> new ScoredBox(0, wrong, .5, .5, .1, .1)).hasMessageContaining("confidence");
    }

    @Test
    void negativeClassIsRejected() {
        assertThatThrownBy(() -> new LabelledBox(-1, .5, .5, .1, .1)).hasMessageContaining("class -1");
    }
}
