package io.nerest.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AugmentedBatchesTest {
    private static final int IMGSZ = 64;
    private static final LabelledBox LABEL = new LabelledBox(1, 0.5f, 0.5f, 0.5f, 0.5f);

    @TempDir
    private Path folder;

    private final List<DatasetItem> items = new ArrayList<>();

    private record Content(List<Byte> pixels, List<Float> targets, List<String> files) {}

    @BeforeEach
    void draw() {
        for (int i = 0; i < 10; i++) {
            Color ground = new Color(10 + 20 * i, 250 - 20 * i, 128);
            items.add(TestFrames.frame(folder, "f" + i, 80, 60, ground, Color.WHITE, LABEL));
        }
    }

    @Test
    void batchesDependOnTheSeedAndNotOnTheNumberOfWorkers() throws Exception {
        List<Content> byOne = run(new BatchOptions(IMGSZ, 4, 1, 2, 1 << 20), 7);

        List<Content> byThree = run(new BatchOptions(IMGSZ, 4, 3, 4, 1 << 20), 7);

        assertThat(byThree).isEqualTo(byOne);
        assertThat(run(new BatchOptions(IMGSZ, 4, 1, 2, 1 << 20), 8)).isNotEqualTo(byOne);
    }

    @Test
    void withoutWorkersTheAskingThreadPreparesTheSameBatches() throws Exception {
        List<Content> byOne = run(new BatchOptions(IMGSZ, 4, 1, 2, 1 << 20), 7);
        long threads = preparingThreads();

        List<Content> byNone = run(new BatchOptions(IMGSZ, 4, 0, 2, 1 << 20), 7);

        assertThat(byNone).isEqualTo(byOne);
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 4).withWorkers(0), 1, "mosaic=1")) {
            batches.startEpoch(0);
            batches.next().close();
            assertThat(preparingThreads()).isEqualTo(threads);
        }
    }

    private static long preparingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("augmentation-"))
                .count();
    }

    @Test
    void eachEpochContainsEveryFrameOnceInANewOrder() throws Exception {
        List<List<String>> epochs = new ArrayList<>();
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 4), 3, "mosaic=1")) {
            for (int epoch = 0; epoch < 3; epoch++) {
                epochs.add(new ArrayList<>());
                batches.startEpoch(epoch);
                for (int b = 0; b < batches.batchesPerEpoch(); b++) {
                    try (TrainingBatch batch = batches.next()) {
                        epochs.get(epoch).addAll(batch.files());
                        assertThat(batch.pixels().remaining()).isEqualTo(batch.count() * 3 * IMGSZ * IMGSZ);
                    }
                }
            }
        }

        for (List<String> epoch : epochs) {
            assertThat(epoch)
                    .containsExactlyInAnyOrderElementsOf(
                            items.stream().map(item -> item.image().toString()).toList());
        }
        assertThat(new HashSet<>(epochs)).hasSize(3);
    }

    @Test
    void closeMosaicDisablesMosaicsInTheLastEpochs() throws Exception {
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 10), 3, "mosaic=1", "close_mosaic=1")) {
            List<Integer> objects = new ArrayList<>();
            for (int epoch = 0; epoch < 3; epoch++) {
                batches.startEpoch(epoch);
                try (TrainingBatch batch = batches.next()) {
                    objects.add(batch.objects());
                }
            }

            assertThat(objects.get(0)).isGreaterThan(15);
            assertThat(objects.get(1)).isGreaterThan(15);
            assertThat(objects.get(2)).isEqualTo(10);
        }
    }

    @Test
    void targetsAreFractionsWithinTheImage() throws Exception {
        try (AugmentedBatches batches =
                new AugmentedBatches(items, TestFrames.defaults(), BatchOptions.of(IMGSZ, 10), 100, 0)) {
            batches.startEpoch(0);
            try (TrainingBatch batch = batches.next()) {
                assertThat(batch.objects()).isPositive();
                float[] t = batch.targets();
                for (int i = 0; i < t.length; i += 6) {
                    assertThat(t[i]).isBetween(0f, 9f);
                    assertThat(t[i + 1]).isEqualTo(1f);
                    assertThat(t[i + 2] - t[i + 4] / 2).isGreaterThanOrEqualTo(-1e-6f);
                    assertThat(t[i + 2] + t[i + 4] / 2).isLessThanOrEqualTo(1 + 1e-6f);
                    assertThat(t[i + 3] - t[i + 5] / 2).isGreaterThanOrEqualTo(-1e-6f);
                    assertThat(t[i + 3] + t[i + 5] / 2).isLessThanOrEqualTo(1 + 1e-6f);
                }
            }
        }
    }

    @Test
    void aSmallCacheDoesNotChangeTheFrames() throws Exception {
        Set<String> files = new HashSet<>();

        for (Content batch : run(new BatchOptions(IMGSZ, 4, 2, 3, 3 * 64 * 48 * 5), 7)) {
            files.addAll(batch.files());
        }

        assertThat(files).hasSize(10);
        assertThat(run(new BatchOptions(IMGSZ, 4, 1, 2, 0), 7)).hasSize(6);
    }

    @Test
    void aFrameThatBecomesUnreadableIsReplaced() throws Exception {
        Files.write(items.get(3).image(), new byte[] {1, 2, 3});

        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 10), 1)) {
            batches.startEpoch(0);
            try (TrainingBatch batch = batches.next()) {
                assertThat(batch.count()).isEqualTo(10);
                assertThat(batch.files()).doesNotContain(items.get(3).image().toString());
            }
        }
    }

    @Test
    void aSetThatBecomesUnreadableFailsWithItsName() throws Exception {
        for (DatasetItem item : items) {
            Files.delete(item.image());
        }
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 10), 1)) {
            batches.startEpoch(0);

            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("none of the data set's 10 images can be read");
        }
    }

    @Test
    void unclosedBatchesCauseAnErrorInsteadOfADeadlock() throws Exception {
        try (AugmentedBatches batches = batches(new BatchOptions(IMGSZ, 1, 1, 1, 1 << 20), 1)) {
            batches.startEpoch(0);
            List<TrainingBatch> held = new ArrayList<>();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            held.add(batches.next());
                        }
                    })
                    .hasMessageContaining("close returned batches");

            assertThat(held).hasSize(3);
        }
    }

    @Test
    void anAbortedEpochCanBeRestarted() throws Exception {
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 2), 5, "mosaic=1")) {
            batches.startEpoch(2);
            Content first = take(batches);
            take(batches);

            batches.startEpoch(2);

            assertThat(take(batches)).isEqualTo(first);
        }
    }

    @Test
    void waitingTimeIsMeasured() throws IOException, InterruptedException {
        try (AugmentedBatches batches = batches(BatchOptions.of(IMGSZ, 10), 1)) {
            batches.startEpoch(0);
            batches.next().close();

            assertThat(batches.nanosWaited()).isPositive();
        }
    }

    private AugmentedBatches batches(BatchOptions options, int epochs, String... arguments) {
        return new AugmentedBatches(items, TestFrames.only(arguments), options, epochs, 1);
    }

    /** Two epochs of batches, augmented with all defaults. */
    private List<Content> run(BatchOptions options, long seed) throws InterruptedException {
        List<Content> contents = new ArrayList<>();
        try (AugmentedBatches batches = new AugmentedBatches(items, TestFrames.defaults(), options, 100, seed)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                batches.startEpoch(epoch);
                for (int b = 0; b < batches.batchesPerEpoch(); b++) {
                    contents.add(take(batches));
                }
            }
        }
        return contents;
    }

    private static Content take(AugmentedBatches batches) throws InterruptedException {
        try (TrainingBatch batch = batches.next()) {
            List<Byte> pixels = new ArrayList<>();
            while (batch.pixels().hasRemaining()) {
                pixels.add(batch.pixels().get());
            }
            List<Float> targets = new ArrayList<>();
            for (float target : batch.targets()) {
                targets.add(target);
            }
            return new Content(pixels, targets, batch.files());
        }
    }
}
