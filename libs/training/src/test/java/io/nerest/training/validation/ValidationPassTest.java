package io.nerest.training.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.TestFrames;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationPassTest {
    private final ValidationPass pass = new ValidationPass(List.of("fish"), NmsOptions.forValidation());

    @TempDir
    private Path folder;

    @Test
    void detectionsAreMeasuredInPixelsOfTheOriginalImage() throws Exception {
        // 640x320 in 320x320: scaled by a half, with 80 rows of padding above.
        DatasetItem item =
                TestFrames.frame(folder, "weir", 640, 320, Color.BLUE, Color.RED, new LabelledBox(0, .5, .5, .25, .5));
        FloatBuffer predictions = FloatBuffer.wrap(new float[] {160, 160, 80, 80, .9f});
        List<ValidatedBatch> batches = new ArrayList<>();

        ValidationResult result;
        try (ValidationBatches source = new ValidationBatches(List.of(item), BatchOptions.of(320, 1), false)) {
            result = pass.run(source, batch -> new BatchPredictor.Predictions(predictions, 1), List.of(batches::add));
        }

        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).inBatch())
                .containsExactly(List.of(new Detection(new Box(120, 120, 200, 200), .9f, 0)));
        assertThat(batches.get(0).detections())
                .containsExactly(List.of(new Detection(new Box(240, 80, 400, 240), .9f, 0)));
        assertThat(result.report().all().map50To95()).isCloseTo(.995, within(1e-9));
        assertThat(result.report().perSize().get(0).group()).isEqualTo("large");
    }

    @Test
    void everyPassCoversAllImagesAndStartsWithEmptyMetrics() throws Exception {
        List<DatasetItem> items = List.of(
                TestFrames.frame(folder, "a", 64, 64, Color.BLUE, Color.RED, new LabelledBox(0, .5, .5, .5, .5)),
                TestFrames.frame(folder, "b", 64, 64, Color.BLUE, Color.RED, new LabelledBox(0, .5, .5, .5, .5)),
                TestFrames.frame(folder, "c", 64, 64, Color.BLUE, Color.RED, new LabelledBox(0, .5, .5, .5, .5)));
        BatchPredictor blind = batch -> new BatchPredictor.Predictions(FloatBuffer.allocate(5 * batch.count()), 1);

        try (ValidationBatches source = new ValidationBatches(items, BatchOptions.of(64, 2), false)) {
            for (int i = 0; i < 2; i++) {
                assertThat(pass.run(source, blind, List.of()).report().all().instances())
                        .isEqualTo(3);
            }
        }
    }
}
