package io.nerest.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.contracts.Metrics;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedMetricsTest {
    private static final Box BOX = new Box(240, 80, 400, 240);

    @Test
    void eventsHaveTheMeanOverStreamsBesideTheFigureOverAllObjects() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        for (int image = 0; image < 9; image++) {
            metrics.add("easy", List.of(new GroundTruth(BOX, 0)), List.of(new Detection(BOX, .9f, 0)));
        }
        metrics.add("hard", List.of(new GroundTruth(BOX, 0)), List.of());

        Metrics reported = ReportedMetrics.of(metrics.report());

        assertThat(reported.map50()).isGreaterThan(0.8);
        assertThat(reported.streamMap50()).isNotNull().isCloseTo(0.4975, within(1e-9));
        assertThat(reported.streamMap5095()).isNotNull().isCloseTo(0.4975, within(1e-3));
    }

    @Test
    void aValidationSetWithoutObjectsHasZeros() {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add("quiet", List.of(), List.of());

        assertThat(ReportedMetrics.of(metrics.report())).isEqualTo(new Metrics(0, 0, 0, 0, 0.0, 0.0));
    }
}
