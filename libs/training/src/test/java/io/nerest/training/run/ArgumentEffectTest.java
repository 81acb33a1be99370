package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.training.OptimizationArguments;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.batch.BatchSource;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.network.TrainOptions;
import io.nerest.vision.box.LabelledBox;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each argument has the documented effect. Arguments of the loop and of the folder have their tests there. */
class ArgumentEffectTest {
    private static final Set<String> AUGMENTATION = Set.of(
            "hsv_h",
            "hsv_s",
            "hsv_v",
            "degrees",
            "translate",
            "scale",
            "shear",
            "perspective",
            "flipud",
            "fliplr",
            "mosaic",
            "mixup",
            "copy_paste",
            "close_mosaic",
            "imgsz",
            "batch",
            "seed");
    private static final Set<String> SCHEDULE = Set.of(
            "epochs",
            "lr0",
            "lrf",
            "momentum",
            "weight_decay",
            "warmup_epochs",
            "warmup_momentum",
            "warmup_bias_lr",
            "cos_lr",
            "nbs",
            "optimizer");
    private static final Set<String> NETWORK = Set.of("box", "cls", "dfl", "freeze", "amp", "threads", "device");
    private static final Set<String> LOADING = Set.of("workers", "cache");
    private static final Set<String> ELSEWHERE = Set.of(
            "model",
            "pretrained",
            "distill",
            "distill_gain",
            "data",
            "fraction",
            "finetune",
            "patience",
            "resume",
            "project",
            "name",
            "exist_ok",
            "save_period",
            "val",
            "plots",
            "deterministic");

    @TempDir
    private static Path folder;

    private static final List<DatasetItem> ITEMS = new ArrayList<>();

    @BeforeAll
    static void drawImages() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            byte[] pixels = new byte[64 * 48 * 3];
            random.nextBytes(pixels);
            ByteBuffer bgr =
                    ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
            Path file = folder.resolve(i + ".png");
            try (DecodedImage image = DecodedImage.copyOfBgr(bgr, 64, 48, 64 * 3)) {
                ImageEncoder.write(image, file);
            }
            ITEMS.add(new DatasetItem(file, List.of(new LabelledBox(0, .4f, .5f, .3f, .4f)), "stream", 64, 48));
        }
    }

    @Test
    void everyArgumentIsInOneOfTheTests() {
        Set<String> tested = new TreeSet<>(AUGMENTATION);
        List.of(SCHEDULE, NETWORK, LOADING, ELSEWHERE).forEach(tested::addAll);

        assertThat(TrainingArguments.descriptions().stream().map(ArgumentDescription::name))
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    @ParameterizedTest
    @CsvSource({
        "hsv_h,0.5",
        "hsv_s,0.1",
        "hsv_v,0.9",
        "degrees,45",
        "translate,0.4",
        "scale,0.1",
        "shear,20",
        "perspective,0.001",
        "flipud,1",
        "fliplr,0",
        "mosaic,0",
        "mixup,1",
        "copy_paste,1",
        "close_mosaic,1",
        "imgsz,32",
        "batch,2",
        "seed,1"
    })
    void anArgumentOfAugmentationChangesTheBatches(String name, String value) throws Exception {
        Map<String, String> usual = Map.of("imgsz", "64", "batch", "3", "epochs", "1", "close_mosaic", "0");
        Map<String, String> changed = new HashMap<>(usual);
        changed.put(name, value);

        assertThat(batches(changed)).isNotEqualTo(batches(usual));
    }

    @Test
    void equalArgumentsGiveEqualBatches() throws Exception {
        Map<String, String> usual = Map.of("imgsz", "64", "batch", "3", "epochs", "1", "close_mosaic", "0");

        assertThat(batches(usual)).isEqualTo(batches(usual));
    }

    @ParameterizedTest
    @CsvSource({
        "epochs,50",
        "lr0,0.02",
        "lrf,0.5",
        "momentum,0.8",
        "weight_decay,0.001",
        "warmup_epochs,0",
        "warmup_momentum,0.5",
        "warmup_bias_lr,0.2",
        "cos_lr,True",
        "nbs,16",
        "optimizer,AdamW"
    })
    void anArgumentOfTheScheduleChangesTheSteps(String name, String value) {
        Map<String, String> changed = new HashMap<>(Map.of("optimizer", "SGD"));
        changed.put(name, value);

        assertThat(steps(changed)).isNotEqualTo(steps(Map.of("optimizer", "SGD")));
    }

    @ParameterizedTest
    @CsvSource({"box,1", "cls,1", "dfl,1", "freeze,5", "amp,False", "threads,1", "device,1"})
    void anArgumentOfTheNetworkReachesIt(String name, String value) {
        TrainOptions usual = options(Map.of());

        assertThat(options(Map.of(name, value))).isNotEqualTo(usual);
    }

    @Test
    void aDeviceThatDoesNotComputeBfloat16TrainsInFloat32AndTheLogSaysSo() {
        TrainOptions without = options(Map.of(), false);

        assertThat(without.bf16()).isFalse();
        assertThat(Trainer.numbers(true, without)).isEqualTo("device: cpu, float32, as bfloat16 is not faster on it");
        assertThat(Trainer.numbers(true, options(Map.of()))).isEqualTo("device: cpu, bfloat16");
        assertThat(Trainer.numbers(false, options(Map.of("amp", "False")))).isEqualTo("device: cpu, float32");
    }

    @Test
    void workersLeaveOneCoreToTheNetworkAndTheCacheCanBeKeptSmall() {
        assertThat(loading(Map.of(), 2).workers()).isEqualTo(1);
        assertThat(loading(Map.of(), 16).workers()).isEqualTo(8);
        assertThat(loading(Map.of("workers", "3"), 16).workers()).isEqualTo(3);
        assertThat(loading(Map.of("workers", "0"), 16).workers()).isZero();
        assertThat(loading(Map.of("cache", "False"), 2).cacheBytes())
                .isBetween(1L, loading(Map.of(), 2).cacheBytes() / 10);
    }

    private static List<Integer> batches(Map<String, String> given) throws Exception {
        TrainingArguments arguments = TrainingArguments.parse(given);
        List<Integer> hashes = new ArrayList<>();
        try (BatchSource source = Trainer.batches(ITEMS, arguments)) {
            source.startEpoch(0);
            for (int i = 0; i < source.batchesPerEpoch(); i++) {
                try (TrainingBatch batch = source.next()) {
                    byte[] pixels = new byte[batch.pixels().remaining()];
                    batch.pixels().duplicate().get(pixels);
                    hashes.add(Arrays.hashCode(pixels));
                }
            }
        }
        return hashes;
    }

    private record Step(OptimizerKind kind, OptimizerStep step, int accumulate) {}

    private static List<Step> steps(Map<String, String> given) {
        OptimizationArguments arguments = TrainingArguments.parse(given).optimization();
        ChosenOptimizer optimizer = ChosenOptimizer.of(arguments, 800, 1);
        Schedule schedule = new Schedule(arguments, optimizer, 50);
        List<Step> steps = new ArrayList<>();
        for (long batch : new long[] {0, 20, 149, 1000}) {
            steps.add(new Step(optimizer.kind(), schedule.step(batch, batch), schedule.accumulate(batch)));
        }
        return steps;
    }

    private static TrainOptions options(Map<String, String> given) {
        return options(given, true);
    }

    private static TrainOptions options(Map<String, String> given, boolean computesBfloat16) {
        TrainingArguments arguments = TrainingArguments.parse(given);
        return Trainer.options(
                arguments, ChosenOptimizer.of(arguments.optimization(), 800, 1), false, device -> computesBfloat16);
    }

    private static BatchOptions loading(Map<String, String> given, int cores) {
        return Trainer.batchOptions(TrainingArguments.parse(given), cores);
    }
}
