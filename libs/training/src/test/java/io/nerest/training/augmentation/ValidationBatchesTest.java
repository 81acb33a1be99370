package io.nerest.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.Letterbox;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageLimits;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ValidationBatchesTest {
    private static final LabelledBox LABEL = new LabelledBox(0, 0.25f, 0.5f, 0.25f, 0.5f);

    @TempDir
    private Path folder;

    @Test
    void rectangularBatchesAreSortedByAspectAndHalfAStrideLarger() throws Exception {
        List<DatasetItem> items = List.of(
                frame("tall", 240, 320), frame("wide", 320, 240), frame("wider", 640, 240), frame("square", 64, 64));
        try (ValidationBatches batches = new ValidationBatches(items, BatchOptions.of(320, 2), true)) {
            batches.start();
            try (ValidationBatch flat = batches.next();
                    ValidationBatch steep = batches.next()) {
                assertThat(flat.items()).containsExactly(items.get(2), items.get(1));
                assertThat(flat.batch().height()).isEqualTo(256);
                assertThat(flat.batch().width()).isEqualTo(352);
                assertThat(steep.items()).containsExactly(items.get(3), items.get(0));
                assertThat(steep.batch().height()).isEqualTo(352);
                assertThat(steep.batch().width()).isEqualTo(352);
            }
        }
    }

    @Test
    void transformsMapLabelsBackToTheOriginalImages() throws Exception {
        List<DatasetItem> items = List.of(frame("a", 640, 480), frame("b", 100, 200), frame("c", 333, 77));
        for (boolean rect : new boolean[] {true, false}) {
            try (ValidationBatches batches = new ValidationBatches(items, BatchOptions.of(320, 3), rect)) {
                batches.start();
                try (ValidationBatch batch = batches.next()) {
                    for (int i = 0; i < 3; i++) {
                        float[] t = batch.batch().targets();
                        Box seen = new LabelledBox(0, t[i * 6 + 2], t[i * 6 + 3], t[i * 6 + 4], t[i * 6 + 5])
                                .toPixels(batch.batch().width(), batch.batch().height());
                        DatasetItem item = batch.items().get(i);
                        Box original = batch.transforms().get(i).toOriginal(seen);
                        Box expected = LABEL.toPixels(item.width(), item.height());
                        assertThat(original.x1()).isCloseTo(expected.x1(), within(0.01f));
                        assertThat(original.x2()).isCloseTo(expected.x2(), within(0.01f));
                        assertThat(original.y1()).isCloseTo(expected.y1(), within(0.8f));
                        assertThat(original.y2()).isCloseTo(expected.y2(), within(0.8f));
                    }
                }
            }
        }
    }

    @Test
    void squareBatchesEqualTheLetterbox() throws Exception {
        DatasetItem item = frame("a", 640, 480);
        ByteBuffer expected = ByteBuffer.allocateDirect(3 * 320 * 320);
        try (DecodedImage image = ImageDecoder.decode(item.image(), ImageLimits.DEFAULT)) {
            Letterbox.into(image, expected, 0, 320, 320);
        }
        try (ValidationBatches batches = new ValidationBatches(List.of(item), BatchOptions.of(320, 1), false)) {
            batches.start();
            try (ValidationBatch batch = batches.next()) {
                assertThat(batch.batch().pixels()).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyPassReturnsTheSameImages() throws Exception {
        List<DatasetItem> items = List.of(frame("a", 64, 48), frame("b", 64, 40), frame("c", 40, 64));
        List<List<String>> passes = new ArrayList<>();
        try (ValidationBatches batches = new ValidationBatches(items, BatchOptions.of(64, 2), true)) {
            for (int pass = 0; pass < 3; pass++) {
                batches.start();
                passes.add(new ArrayList<>());
                for (int b = 0; b < batches.batchesPerPass(); b++) {
                    try (ValidationBatch batch = batches.next()) {
                        passes.get(pass).addAll(batch.batch().files());
                    }
                }
            }
        }

        assertThat(passes.get(0)).hasSize(3).isEqualTo(passes.get(1)).isEqualTo(passes.get(2));
    }

    @Test
    void anImageThatBecomesUnreadableStopsValidationWithItsName() throws IOException {
        DatasetItem item = frame("gone", 64, 48);
        Files.delete(item.image());
        try (ValidationBatches batches = new ValidationBatches(List.of(item), BatchOptions.of(64, 1), true)) {
            batches.start();

            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gone.png");
        }
    }

    @Test
    void bloodCellsAreValidatedInTheShapeOfUltralytics() throws Exception {
        Dataset dataset = DatasetReader.read(SharedFiles.require("data/bccd"));
        try (ValidationBatches batches = new ValidationBatches(dataset.val(), BatchOptions.of(320, 32), true)) {
            batches.start();
            int images = 0;
            int objects = 0;
            for (int b = 0; b < batches.batchesPerPass(); b++) {
                try (ValidationBatch batch = batches.next()) {
                    assertThat(batch.batch().height()).isEqualTo(256);
                    assertThat(batch.batch().width()).isEqualTo(352);
                    images += batch.items().size();
                    objects += batch.batch().objects();
                }
            }
            assertThat(images).isEqualTo(87);
            assertThat(objects).isEqualTo(1137);
        }
    }

    private DatasetItem frame(String name, int width, int height) {
        return TestFrames.frame(folder, name, width, height, Color.BLUE, Color.RED, LABEL);
    }
}
