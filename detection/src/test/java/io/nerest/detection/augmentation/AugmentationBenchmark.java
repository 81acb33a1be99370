package io.nerest.detection.augmentation;

import io.nerest.detection.arguments.ArgumentRecord;
import io.nerest.detection.dataset.Dataset;
import io.nerest.detection.dataset.DatasetReader;
import io.nerest.detection.training.AugmentationArguments;
import io.nerest.detection.training.TrainingBatch;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what a training picture costs one worker: {@code main DATASET IMGSZ [name=value ...]}. The first epoch decodes;
 * the figures are of those after it.
 */
final class AugmentationBenchmark {
    private AugmentationBenchmark() {}

    public static void main(String[] args) throws Exception {
        Dataset dataset = DatasetReader.read(Path.of(args[0]));
        int imgsz = Integer.parseInt(args[1]);
        Map<String, String> given = new java.util.HashMap<>();
        for (int i = 2; i < args.length; i++) {
            given.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        AugmentationArguments arguments = new ArgumentRecord<>(AugmentationArguments.class).read(given);
        int epochs = 10 + arguments.closeMosaic();
        try (AugmentedBatches batches =
                new AugmentedBatches(dataset.train(), arguments, BatchOptions.of(imgsz, 16), epochs, 0)) {
            for (int epoch = 0; epoch < 10; epoch++) {
                long start = System.nanoTime();
                batches.startEpoch(epoch);
                for (int b = 0; b < batches.batchesPerEpoch(); b++) {
                    try (TrainingBatch batch = batches.next()) {
                        assert batch.count() > 0;
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "epoch %d: %.3f ms per picture%n",
                        epoch,
                        (System.nanoTime() - start) / 1e6 / dataset.train().size());
            }
        }
    }
}
