package io.nerest.training.augmentation;

import io.nerest.arguments.ArgumentRecord;
import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.detector.image.RgbPlanes;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures what a training image costs one thread, in its own CPU time so that a busy machine does not matter:
 * {@code main DATASET IMGSZ [name=value ...]}. The first round decodes; the figures to quote are of those after it.
 */
final class AugmentationBenchmark {
    private AugmentationBenchmark() {}

    public static void main(String[] args) throws Exception {
        Dataset dataset = DatasetReader.read(Path.of(args[0]));
        int imgsz = Integer.parseInt(args[1]);
        Map<String, String> given = new HashMap<>();
        for (int i = 2; i < args.length; i++) {
            given.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        AugmentationArguments arguments = new ArgumentRecord<>(AugmentationArguments.class).read(given);
        SplittableRandom random = new SplittableRandom(0);
        int frames = dataset.train().size();
        ByteBuffer planes = ByteBuffer.allocateDirect(3 * imgsz * imgsz);
        try (FrameLoader loader = new FrameLoader(dataset.train(), imgsz, BatchOptions.DEFAULT_CACHE_BYTES, false);
                ImageComposer composer = new ImageComposer(loader, arguments, imgsz)) {
            for (int round = 0; round < 6; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (int i = 0; i < frames; i++) {
                    composer.compose(i, () -> random.nextInt(frames), true, random);
                    RgbPlanes.write(composer.image(), planes, 0, imgsz, imgsz, 0, 0);
                }
                long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                System.out.printf(Locale.ROOT, "round %d: %.3f ms per image%n", round, used / 1e6 / frames);
            }
        }
    }
}
