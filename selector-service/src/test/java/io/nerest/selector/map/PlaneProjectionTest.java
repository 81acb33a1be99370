package io.nerest.selector.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaneProjectionTest {

    @Test
    void distancesInThePlaneOfLargestVarianceAreKept() {
        Random random = new Random(1);
        List<float[]> sample = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            float a = (float) random.nextGaussian() * 10;
            float b = (float) random.nextGaussian() * 5;
            // A plane in four dimensions: (a, 0, b, 0) turned by 45 degrees in its first two axes, and moved.
            float turned = (float) (a / Math.sqrt(2));
            sample.add(new float[] {turned + 7, turned - 3, b, 1});
        }

        PlaneProjection plane = PlaneProjection.fit(sample);

        for (int i = 1; i < sample.size(); i++) {
            float[] p = sample.get(i - 1);
            float[] q = sample.get(i);
            double expected = 0;
            for (int k = 0; k < p.length; k++) {
                expected += (p[k] - q[k]) * (p[k] - q[k]);
            }
            assertThat(Math.hypot(plane.x(p) - plane.x(q), plane.y(p) - plane.y(q)))
                    .isCloseTo(Math.sqrt(expected), within(1e-3));
        }
    }

    @Test
    void theSameSampleGivesTheSameMapAndOneFrameLiesInTheMiddle() {
        List<float[]> sample = List.of(new float[] {1, 2, 3}, new float[] {2, 2, 5}, new float[] {9, 1, 0});
        assertThat(PlaneProjection.fit(sample).x(sample.get(2)))
                .isEqualTo(PlaneProjection.fit(sample).x(sample.get(2)));
        PlaneProjection one = PlaneProjection.fit(sample.subList(0, 1));
        assertThat(one.x(sample.get(0))).isZero();
    }
}
