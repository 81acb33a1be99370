package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.standalone.demo.ScaleOutReport.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleOutReportTest {
    private static ScaleOutReport report(double two, double four, double longest) {
        return ScaleOutReport.of(
                Duration.ofMillis(800),
                Duration.ofMillis(200),
                Map.of(1, 10.0, 2, two, 4, four),
                List.of(
                        new Waits("steady", List.of(0.5, 1.0, 1.5)),
                        new Waits("join", List.of(1.0, 2.0)),
                        new Waits("leave", List.of(1.0, longest)),
                        new Waits("kill", List.of(11.0))));
    }

    @Test
    void aPauseIsByHowMuchTheLongestWaitExceedsTheSteadyMedian() {
        ScaleOutReport report = report(19, 36, 3.0);

        assertThat(report.pauses()).containsExactly(1.0, 2.0);
        assertThat(report.p95Pause()).isEqualTo(2.0);
        assertThat(report.killPause()).isEqualTo(10.0);
        assertThat(report.speedup(4)).isCloseTo(3.6, within(1e-9));
        assertThat(report.reached()).isTrue();
        assertThat(report.markdown()).contains("| 4 | 36.00 | 3.60 |");
    }

    @Test
    void eachAimCanBeMissed() {
        assertThat(report(17.9, 36, 3.0).reached()).isFalse();
        assertThat(report(19, 33.9, 3.0).reached()).isFalse();
        assertThat(report(19, 36, 4.1).reached()).isFalse();
    }
}
