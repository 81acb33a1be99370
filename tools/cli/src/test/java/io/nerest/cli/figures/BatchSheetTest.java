package io.nerest.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.image.DecodedImage;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.TestFrames;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSheetTest {
    private static final LabelledBox LABEL = new LabelledBox(0, 0.25f, 0.5f, 0.25f, 0.5f);

    @TempDir
    private Path folder;

    @Test
    void aSheetShowsABatchWithItsBoxes() throws Exception {
        List<DatasetItem> items = List.of(frame("a", 64, 64), frame("b", 64, 64), frame("c", 64, 64));
        try (ValidationBatches batches = new ValidationBatches(items, BatchOptions.of(64, 3), false)) {
            batches.start();
            try (ValidationBatch batch = batches.next();
                    DecodedImage sheet = BatchSheet.ofLabels(batch.batch(), List.of("fish"))) {
                assertThat(sheet.width()).isEqualTo(128);
                assertThat(sheet.height()).isEqualTo(128);
                assertThat(sheet.pixel(8, 40)).as("left edge of the box").isNotEqualTo(new int[] {0, 0, 255});
                assertThat(sheet.pixel(2, 60)).as("ground").containsExactly(255, 0, 0);
            }
        }
    }

    private DatasetItem frame(String name, int width, int height) {
        return TestFrames.frame(folder, name, width, height, Color.BLUE, Color.RED, LABEL);
    }
}
