package io.nerest.cli.val;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTableTest {

    @Test
    void the_columns_are_those_of_ultralytics() {
        Box box = new Box(240, 80, 400, 240);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add("weir", List.of(new GroundTruth(box, 0)), List.of(new Detection(box, .9f, 0)));

        assertThat(ValidationTable.full(metrics.report()).lines())
                .containsExactly(
                        "                 Class     Images  Instances          P          R      mAP50   mAP50-95",
                        "                   all          1          1       1.00       1.00      0.995      0.995");
    }
}
