package io.nerest.cli.val;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTableTest {

    @Test
    void theColumnsAreThoseOfUltralyticsAndF1() {
        Box box = new Box(240, 80, 400, 240);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add("weir", List.of(new GroundTruth(box, 0)), List.of(new Detection(box, .9f, 0)));

        assertThat(ValidationTable.full(metrics.report()).lines())
                .containsExactly(
                        "                 Class     Images  Instances          P          R         F1      mAP50   mAP50-95",
                        "                   all          1          1       1.00       1.00       1.00      0.995      0.995");
    }

    @Test
    void theMeanOverStreamsIsPrintedBesideAllObjectsSoThatOneEasyCameraCannotCarryTheFigure() {
        Box box = new Box(240, 80, 400, 240);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        for (int image = 0; image < 9; image++) {
            metrics.add("easy", List.of(new GroundTruth(box, 0)), List.of(new Detection(box, .9f, 0)));
        }
        metrics.add("hard", List.of(new GroundTruth(box, 0)), List.of());
        metrics.add("empty", List.of(), List.of());

        DetectionReport report = metrics.report();

        assertThat(report.all().map50()).isCloseTo(.9, within(.02));
        assertThat(report.streamMean().map50()).isCloseTo(.4975, within(1e-9));
        assertThat(ValidationTable.summary(report).lines())
                .containsExactly(
                        "                 Class     Images  Instances          P          R         F1      mAP50   mAP50-95",
                        "                   all         11         10       1.00      0.900      0.947      0.895      0.895",
                        "       mean of streams         10         10      0.500      0.500      0.500      0.498      0.497");
        assertThat(ValidationTable.full(report)).contains("easy").contains("hard");
    }
}
