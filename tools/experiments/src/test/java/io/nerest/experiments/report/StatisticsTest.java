package io.nerest.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.experiments.report.Statistics.Point;
import io.nerest.experiments.result.PairedTest;
import io.nerest.experiments.result.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final List<Point> CURVE = List.of(new Point(10, 0.2), new Point(20, 0.4), new Point(40, 0.6));

    @Test
    void areasAreSumsOfTrapezoidsOverTheRangeOfLabels() {
        // (10 * 0.3 + 20 * 0.5) / 30
        assertThat(Statistics.area(CURVE).orElseThrow()).isEqualTo(13.0 / 30, within(1e-12));
    }

    @Test
    void aCurveOfOnePointOrWithoutNewLabelsHasNoArea() {
        assertThat(Statistics.area(CURVE.subList(0, 1))).isEmpty();
        assertThat(Statistics.area(List.of(new Point(10, 0.2), new Point(10, 0.4))))
                .isEmpty();
    }

    @Test
    void labelsForAValueLieOnTheLineBetweenRounds() {
        assertThat(Statistics.labelsFor(0.5, CURVE).orElseThrow()).isEqualTo(30, within(1e-9));
        assertThat(Statistics.labelsFor(0.1, CURVE).orElseThrow()).isEqualTo(10);
        assertThat(Statistics.labelsFor(0.7, CURVE)).isEmpty();
    }

    @Test
    void labelsForAValueAreThoseOfTheFirstTimeItIsReached() {
        List<Point> upAndDown = List.of(new Point(0, 0), new Point(10, 0.5), new Point(20, 0.3), new Point(30, 0.5));

        assertThat(Statistics.labelsFor(0.4, upAndDown).orElseThrow()).isEqualTo(8, within(1e-9));
    }

    @Test
    void aSpreadIsMeanAndStandardDeviationOfASample() {
        // deviations -1, 0, 1: variance 2 / 2
        assertThat(Statistics.spread(List.of(1.0, 2.0, 3.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Statistics.spread(List.of(0.5))).isEqualTo(new Spread(0.5, 0, 1));
    }

    @Test
    void thePairedTestIsStudentsOnDifferences() {
        PairedTest test = Statistics.paired("random", List.of(0.5, 0.6, 0.7), List.of(0.4, 0.55, 0.5));

        // Differences 0.1, 0.05, 0.2: mean 0.35 / 3, t = sqrt(7). With two degrees of freedom p = 1 - t / sqrt(t^2 +
        // 2).
        assertThat(test.meanDifference()).isEqualTo(0.35 / 3, within(1e-12));
        assertThat(test.pValue()).isEqualTo(1 - Math.sqrt(7) / 3, within(1e-9));
        assertThat(test.wins()).isEqualTo(3);
        assertThat(test.n()).isEqualTo(3);
    }

    @Test
    void equalArmsShowNoDifference() {
        assertThat(Statistics.paired("random", List.of(0.5, 0.6), List.of(0.5, 0.6))
                        .pValue())
                .isEqualTo(1);
    }
}
